import { join } from 'node:path';
import { makeTable } from '../azure-table.ts';
import { atMost, memoryBelow, type Row } from '../row.ts';

export const rewrite: Row = {
  name: 'rewrite',
  what: 'Write a table of 10,000,000 rows anew; the peer is the same SQL by hand, brought to the disk as ours is',
  needs: ['time'],
  runs: 3,
  async prepare(work) {
    const table = join(work, 'table.parquet');
    await makeTable(work, table, 1e7, {});
    return {
      sides: [
        {
          name: 'leat-blob-append compact',
          command: `node tools/blob-append/bin/leat-blob-append.js compact ${table}`,
        },
        {
          name: 'DuckDB, and sync',
          command: `node bench/peers/rewrite.ts ${table} ${work}/anew.parquet && sync ${work}/anew.parquet`,
        },
      ],
      goals: [atMost(1.2, 'against DuckDB by hand'), memoryBelow(500e6)],
    };
  },
};
