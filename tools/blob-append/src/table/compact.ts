import { columnsOfParquet, rewrite } from '../engine/index.ts';
import { stageTogether } from '../input/stage-together.ts';
import { commitWhole } from './commit.ts';
import type { Seen } from './look.ts';
import { naming } from './named.ts';
import type { Outcome } from './outcome.ts';
import type { Place } from './place.ts';
import type { AppendRun } from './run.ts';
import { checkWhole } from './sound.ts';
import { wholeTable } from './whole-table.ts';

/** Writes a table again without changing its rows. */
export async function compactTable(run: AppendRun, place: Place, { info, footer }: Seen): Promise<Outcome> {
  const { rules, isDryRun } = run;
  const engine = await run.engine();
  const table = await wholeTable(place, info, run.newPath());
  const none = await stageTogether(engine, [], await columnsOfParquet(engine, table));
  const path = run.newPath();
  const { rowGroupRows } = rules;
  await naming(place.uri, table, rewrite(engine, table, none, rules.equality, path, { rowGroupRows }));
  const next = await checkWhole(engine, path, place.uri, { rows: footer.rows, atLeast: footer.rows });
  const metadata = info.metadata ?? {};
  return {
    status: 'rewritten',
    how: 'rewrite',
    rowsBefore: footer.rows,
    rowsNew: 0,
    rowsReplaced: 0,
    rowsDuplicate: 0,
    rowsConflicting: 0,
    rejected: new Map(),
    footer: next,
    info: isDryRun ? info : await commitWhole(place, info, { path, footer: next, metadata }),
  };
}
