import { ParquetError } from '@leat/parquet';
import { Failure } from '@leat/pipe';
import type { ObjectInfo } from '@leat/storage';
import { columnsOfParquet, findNew, writeFresh, type Fresh, type TableColumn } from '../engine/index.ts';
import type { Input } from '../input/input.ts';
import { commitWhole } from './commit.ts';
import { tellConflicts } from './conflicts.ts';
import { writePart } from './local-part.ts';
import { readTable } from './look.ts';
import { markersFor, metadataFor, type SourceVersion } from './markers.ts';
import { nothingToDo, type Outcome } from './outcome.ts';
import type { Place } from './place.ts';
import { rangesOf } from './read-range.ts';
import { rulesText, type AppendRun } from './run.ts';
import { checkWhole } from './sound.ts';

/**
 * Writes the rows as a table of their own: where none is, or with `--replace` in the place of the one that was looked
 * at. A table is never replaced by nothing.
 */
export async function create(
  run: AppendRun,
  place: Place,
  input: Input,
  before: ObjectInfo | undefined,
): Promise<Outcome> {
  const engine = await run.engine();
  const types = await typesFor(run, place, before);
  const { staged, sources, rejected } = await input.stage(engine, undefined, types);
  try {
    if (before !== undefined && rejected.size > 0) throw refused(place.uri, rejected);
    // Of all objects, none could be read.
    if (staged.columns.length === 0) return { ...nothingToDo({}, 'there are no rows to write'), rejected };
    const fresh = await findNew(engine, staged, [], run.rules.equality);
    tellConflicts(run, place.uri, fresh);
    try {
      return { ...(await writeRows(run, place, sources, before, fresh)), rejected };
    } finally {
      await fresh.drop();
    }
  } finally {
    await staged.drop();
  }
}

async function writeRows(
  run: AppendRun,
  place: Place,
  sources: readonly SourceVersion[],
  before: ObjectInfo | undefined,
  fresh: Fresh,
): Promise<Outcome> {
  if (fresh.rows === 0)
    return nothingToDo(before === undefined ? {} : { info: before }, 'there are no rows to write');
  const { rules } = run;
  const engine = await run.engine();
  const path = run.newPath();
  const keyValues = markersFor(undefined, rules.equality, sources, rulesText(rules));
  await writeFresh(engine, fresh, path, { rowGroupRows: rules.rowGroupRows, keyValues });
  const footer = await checkWhole(engine, path, place.uri, { rows: fresh.rows, atLeast: 0 });
  const metadata = metadataFor(undefined, sources, rulesText(rules));
  const info = run.isDryRun ? undefined : await commitWhole(place, before, { path, footer, metadata });
  return {
    status: before === undefined ? 'created' : 'replaced',
    how: 'create',
    footer,
    ...(info && { info }),
    rowsNew: fresh.rows,
    rowsReplaced: 0,
    rowsDuplicate: fresh.duplicates,
    rowsConflicting: fresh.conflicts,
    rejected: new Map(),
  };
}

/** A table that is replaced keeps the types of its columns: whole numbers today are no reason for another type. */
async function typesFor(
  { rules, engine, newPath, log }: AppendRun,
  place: Place,
  before: ObjectInfo | undefined,
): Promise<Readonly<Record<string, string>>> {
  if (before === undefined) return rules.types;
  let columns: readonly TableColumn[];
  try {
    const { footer } = await readTable(place, before);
    const part = await writePart(newPath(), footer, [], rangesOf(place, before.version));
    columns = await columnsOfParquet(await engine(), part);
  } catch (thrown) {
    if (!(thrown instanceof Failure && thrown.cause instanceof ParquetError)) throw thrown;
    log.warn(`${thrown.message}; it is replaced`);
    return rules.types;
  }
  return { ...Object.fromEntries(columns.map(({ name, type }) => [name, type])), ...rules.types };
}

function refused(uri: string, rejected: ReadonlyMap<number, Failure>): Failure {
  const [first] = rejected.values();
  return new Failure(
    'reject',
    'bad_rows',
    `${uri} stays as it is, for some of the new rows are bad (${rejected.size}). The first: ${first!.message}`,
    {
      hint: 'mend them, or say the types of the columns with --type',
      cause: first,
    },
  );
}
