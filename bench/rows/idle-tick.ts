import { join } from 'node:path';
import { CONTAINER, makeTable, startAzure } from '../azure-table.ts';
import { buildFixture } from '../build-fixture.ts';
import { atMost, type Row } from '../row.ts';

export const idleTick: Row = {
  name: 'idle-tick',
  what: 'A tick with nothing new: rows from one table in Azurite into another; the peer starts alike and looks at both',
  needs: ['time'],
  runs: 11,
  async prepare(work) {
    const azurite = await startAzure();
    const [source, table] = [`az://${CONTAINER}/source.parquet`, `az://${CONTAINER}/table.parquet`];
    const env = { ...azurite.env, XDG_STATE_HOME: work, XDG_CACHE_HOME: work };
    await makeTable(work, source, 1e5, env);
    const peer = await buildFixture('peers/two-heads.ts', join(work, 'two-heads'));
    return {
      sides: [
        {
          name: 'leat-blob-append',
          command: `node tools/blob-append/bin/leat-blob-append.js --quiet --from ${source} --to ${table}`,
          env,
        },
        { name: 'two looks', command: `node ${peer} --quiet ${source} ${table}`, env },
      ],
      goals: [atMost(1.3, 'against its start and two looks')],
      end: () => azurite.stop(),
    };
  },
};
