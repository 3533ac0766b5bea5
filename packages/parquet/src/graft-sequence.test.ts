import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { grafted, rowsByHyparquet } from './fixtures/grafted.ts';
import { query, writeByDuckDB } from './fixtures/parquet-file.ts';
import { graft } from './graft.ts';

const rows = (from: number, to: number): string =>
  `SELECT i AS n, 'name ' || i % 5 AS name, i * 1.5 AS price FROM range(${from}, ${to}) t(i)`;

test('many grafts one after the other give the file that one write gives', async () => {
  const step = fc.record({ count: fc.integer({ min: 0, max: 5000 }), dropLast: fc.nat(4) });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 8 }), async (steps) => {
      let path = await writeByDuckDB(rows(0, 100), 'ROW_GROUP_SIZE 2048');
      let groups = [100];
      let total = 100;
      for (const { count, dropLast } of steps) {
        const dropped = groups.slice(Math.max(0, groups.length - dropLast));
        const from = total - dropped.reduce((sum, size) => sum + size, 0);
        total += count;
        const delta = await writeByDuckDB(rows(from, total), 'ROW_GROUP_SIZE 2048');
        const next = await grafted(graft, path, delta, { dropLast: dropped.length });
        ({ path } = next);
        groups = next.footer.rowGroups.map((group) => group.rows);
      }
      expect(await query(`SELECT * FROM '${path}'`)).toEqual(await query(rows(0, total)));
      // By equality, which bloom filters answer.
      const matching = `SELECT count(*) FROM (${rows(0, total)}) WHERE name = 'name 3'`;
      expect(await query(`SELECT count(*) FROM '${path}' WHERE name = 'name 3'`)).toEqual(
        await query(matching),
      );
      expect(await rowsByHyparquet(path)).toHaveLength(total);
    }),
    { numRuns: 8 },
  );
});
