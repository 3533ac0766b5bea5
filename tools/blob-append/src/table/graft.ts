import {
  graft,
  graftWithColumns,
  ParquetError,
  readFooter,
  schemaDifferences,
  type Footer,
  type Graft,
} from '@leat/parquet';
import { writeFresh, writeMerged, type Fresh } from '../engine/index.ts';
import type { Change } from './change.ts';
import { commitGraft } from './commit.ts';
import { tailOf, tailWhen } from './graft-bytes.ts';
import { openLocal } from './local-file.ts';
import { preferring, sizeOfGroups, writePart } from './local-part.ts';
import { markersFor, metadataFor } from './markers.ts';
import type { Outcome } from './outcome.ts';
import type { Part } from './part.ts';
import { MERGED_BYTES } from './policy.data.ts';
import { rangesOf } from './read-range.ts';
import { rewriteWith } from './rewrite.ts';
import { rulesText, type AppendRun } from './run.ts';
import { groupsToMerge } from './small-tail.ts';
import { checkGraft } from './sound.ts';

/**
 * Appends by writing only the new rows and a new footer; what is in the table already stays where it is. Small row
 * groups at the end are merged with the new rows when they have piled up.
 */
export async function appendGraft(
  run: AppendRun,
  change: Change,
  part: Part,
  fresh: Fresh,
): Promise<Outcome> {
  const { rules } = run;
  const { footer } = change.seen;
  const total = footer.rowGroups.length;
  const merged =
    fresh.updates > 0 ? total - part.groups[0]! : groupsToMerge(footer, fresh.rows, rules.rowGroupRows);
  const dropped = Array.from({ length: merged }, (_, index) => total - merged + index);
  if (fresh.updates > 0 && sizeOfGroups(footer, dropped) > MERGED_BYTES)
    return rewriteWith(run, change, 'rows that get other values lie far from the end of the table');
  const remote = rangesOf(change.place, change.seen.info.version);
  const { read, close } = await preferring(part.path, footer, part.groups, remote);
  try {
    const delta = run.newPath();
    const options = { rowGroupRows: rules.rowGroupRows };
    const engine = await run.engine();
    if (merged === 0) await writeFresh(engine, fresh, delta, options);
    else {
      const old = await writePart(run.newPath(), footer, dropped, read);
      await writeMerged(engine, [old], fresh, delta, options);
    }
    return await commitDelta(run, change, fresh, { delta, merged });
  } finally {
    await close();
  }
}

async function commitDelta(
  run: AppendRun,
  change: Change,
  fresh: Fresh,
  { delta, merged }: { readonly delta: string; readonly merged: number },
): Promise<Outcome> {
  const { place, seen, sources, rejected } = change;
  const { footer, info } = seen;
  const { rules } = run;
  const keyValues = markersFor(footer, rules.equality, sources, rulesText(rules));
  const file = await openLocal(delta);
  try {
    const planned = planGraft(footer, await readFooter(file.size, file.read), merged, keyValues);
    if (typeof planned === 'string') return await rewriteWith(run, change, planned);
    const tail = await tailOf(planned, rangesOf(place, info.version), file.read);
    const rows = footer.rows + fresh.rows;
    const checking = checkGraft(await run.engine(), run.newPath(), place.uri, {
      graft: planned,
      tail,
      old: footer,
      rows,
    });
    const checked = Promise.allSettled([checking]);
    const metadata = metadataFor(info.metadata, sources, rulesText(rules));
    try {
      // The store sees to the kept bytes meanwhile.
      const sound = tailWhen(tail, checking);
      return {
        status: 'appended',
        how: merged > 0 ? 'merge' : 'graft',
        rowsBefore: footer.rows,
        rowsNew: fresh.rows,
        rowsReplaced: fresh.updates,
        rowsDuplicate: fresh.duplicates,
        rowsConflicting: fresh.conflicts,
        rejected,
        info: run.isDryRun ? info : await commitGraft(place, info, { graft: planned, tail: sound, metadata }),
        footer: await checking,
      };
    } finally {
      await checked;
    }
  } finally {
    await file.close();
  }
}

/** @returns why the new rows cannot stand in one file with the old ones as they are written, where they cannot */
function planGraft(
  table: Footer,
  delta: Footer,
  dropLast: number,
  keyValues: Readonly<Record<string, string>>,
): Graft | string {
  const differences = schemaDifferences(table, delta);
  const addsColumns = differences.some(({ kind }) => kind === 'extra');
  const obstacle = differences.find(({ kind }) => kind !== 'extra');
  if (obstacle !== undefined) return obstacle.message;
  try {
    return (addsColumns ? graftWithColumns : graft)(table, delta, { dropLast, keyValues });
  } catch (thrown) {
    if (thrown instanceof ParquetError) return thrown.message;
    throw thrown;
  }
}
