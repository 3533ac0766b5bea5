import { columnsOfParquet, findNew } from '../engine/index.ts';
import type { Input } from '../input/input.ts';
import type { Change } from './change.ts';
import { tellConflicts } from './conflicts.ts';
import { appendGraft } from './graft.ts';
import { writePart } from './local-part.ts';
import type { Seen } from './look.ts';
import { nothingToDo, type Outcome } from './outcome.ts';
import { fetchPart } from './part.ts';
import type { Place } from './place.ts';
import { rangesOf } from './read-range.ts';
import { rewriteWith } from './rewrite.ts';
import type { AppendRun } from './run.ts';

/** Appends to a table in the version that was looked at. */
export async function appendTo(run: AppendRun, place: Place, input: Input, seen: Seen): Promise<Outcome> {
  const engine = await run.engine();
  const schema = await writePart(run.newPath(), seen.footer, [], rangesOf(place, seen.info.version));
  const columns = await columnsOfParquet(engine, schema);
  const rows = await input.stage(engine, columns, run.rules.types);
  const { staged, rejected } = rows;
  try {
    if (staged.rows === 0) return nothingToDo(seen, 'there are no rows to append', { rejected });
    return await appendRows(run, { place, seen, ...rows });
  } finally {
    await staged.drop();
  }
}

async function appendRows(run: AppendRun, change: Change): Promise<Outcome> {
  const { seen, staged, rejected } = change;
  const part = await fetchPart(run, change);
  if (part.hasDuplicates === true)
    return rewriteWith(run, change, 'it has duplicates of its own, which are dropped', part.path);
  const against = part.groups.length === 0 ? [] : [part.path];
  const fresh = await findNew(await run.engine(), staged, against, run.rules.equality);
  tellConflicts(run, change.place.uri, fresh);
  try {
    if (fresh.rows + fresh.updates > 0) return await appendGraft(run, change, part, fresh);
    const counts = { rejected, rowsDuplicate: fresh.duplicates, rowsConflicting: fresh.conflicts };
    return nothingToDo(seen, 'all rows are there already', counts);
  } finally {
    await fresh.drop();
  }
}
