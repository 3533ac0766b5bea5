import { rewrite } from '../engine/index.ts';
import type { Change } from './change.ts';
import { commitWhole } from './commit.ts';
import { tellConflicts } from './conflicts.ts';
import { claims, markersFor, metadataFor } from './markers.ts';
import { naming } from './named.ts';
import type { Outcome } from './outcome.ts';
import { rulesText, type AppendRun } from './run.ts';
import { checkWhole } from './sound.ts';
import { wholeTable } from './whole-table.ts';

/**
 * Appends by reading and writing the whole table: the way that is open where the short one is not.
 *
 * @param reason why the short way is not
 * @param local the table in this version, where it is on this machine already
 */
export async function rewriteWith(
  run: AppendRun,
  { place, seen, sources, staged, rejected }: Change,
  reason: string,
  local?: string,
): Promise<Outcome> {
  const { rules, log } = run;
  const { info, footer } = seen;
  log.warn(`${place.uri}: all of it is written again: ${reason}`);
  const engine = await run.engine();
  const table = local ?? (await wholeTable(place, info, run.newPath()));
  const path = run.newPath();
  const writing = rewrite(engine, table, staged, rules.equality, path, {
    rowGroupRows: rules.rowGroupRows,
    unique: !rules.assumesUnique && !claims(footer, rules.equality) && (rules.mayDrop || 'equal'),
    keyValues: markersFor(footer, rules.equality, sources, rulesText(rules)),
  });
  const written = await naming(place.uri, table, writing);
  tellConflicts(run, place.uri, written);
  const rows = { rows: written.rows, atLeast: footer.rows - written.rowsRemoved };
  const next = await checkWhole(engine, path, place.uri, rows);
  const metadata = metadataFor(info.metadata, sources, rulesText(rules));
  return {
    status: 'rewritten',
    how: 'rewrite',
    reason,
    rowsBefore: footer.rows,
    rowsNew: written.rowsNew,
    rowsReplaced: written.updates,
    rowsDuplicate: written.duplicates + written.rowsRemoved,
    rowsConflicting: written.conflicts,
    rejected,
    footer: next,
    info: run.isDryRun ? info : await commitWhole(place, info, { path, footer: next, metadata }),
  };
}
