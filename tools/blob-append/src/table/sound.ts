import { checkFooter, readFooter, type Footer, type Graft, type ReadRange } from '@leat/parquet';
import { Failure } from '@leat/pipe';
import { countRows, type Engine } from '../engine/index.ts';
import { openLocal } from './local-file.ts';
import { writePart } from './local-part.ts';
import type { Tail } from './graft-bytes.ts';

/** A footer is read from the end of the file, with this much at first. */
const TAIL_BYTES = 64 * 2 ** 10;

/**
 * Looks over a graft before anybody can see it: its footer is read back, adds up, and DuckDB reads the new row groups
 * from where they will be.
 *
 * @param rows that the new table must have
 * @throws Failure fatal `unsound_table`: nothing was written
 */
export async function checkGraft(
  engine: Engine,
  path: string,
  uri: string,
  { graft, tail, old, rows }: { graft: Graft; tail: Tail; old: Footer; rows: number },
): Promise<Footer> {
  const shift = graft.keep;
  const read: ReadRange = (start, end) => tail.read(start - shift, end - shift);
  const last = await tail.read(Math.max(0, tail.size - TAIL_BYTES), tail.size);
  const footer = await readFooter(graft.size, read, { tail: last });
  const added = footer.rowGroups.flatMap(({ start }, index) => (start >= shift ? [index] : []));
  const problems = [...checkFooter(footer)];
  if (footer.size !== shift + tail.size) problems.push(`it would have ${footer.size} bytes`);
  if (footer.rows !== rows) problems.push(`it would have ${footer.rows} rows instead of ${rows}`);
  if (footer.rows < old.rows) problems.push(`of ${old.rows} rows it would keep ${footer.rows}`);
  const addedRows = added.reduce((sum, group) => sum + footer.rowGroups[group]!.rows, 0);
  await writePart(path, footer, added, read);
  problems.push(...(await readProblems(engine, path, addedRows)));
  refuse(uri, problems);
  return footer;
}

/**
 * The same for a table that is written whole.
 *
 * @param atLeast rows of the table that it takes the place of
 */
export async function checkWhole(
  engine: Engine,
  path: string,
  uri: string,
  { rows, atLeast }: { rows: number; atLeast: number },
): Promise<Footer> {
  const { size, read, close } = await openLocal(path);
  try {
    const footer = await readFooter(size, read);
    const problems = [...checkFooter(footer)];
    if (footer.rows !== rows) problems.push(`it would have ${footer.rows} rows instead of ${rows}`);
    problems.push(...(await readProblems(engine, path, rows)));
    if (rows < atLeast) problems.push(`of ${atLeast} rows it would keep ${rows}`);
    refuse(uri, problems);
    return footer;
  } finally {
    await close();
  }
}

/** Every page is decoded; what DuckDB cannot read, nobody may get to see. */
async function readProblems(engine: Engine, path: string, rows: number): Promise<string[]> {
  try {
    const counted = await countRows(engine, path);
    return counted === rows ? [] : [`DuckDB reads ${counted} of ${rows} rows`];
  } catch (thrown) {
    if (!(thrown instanceof Failure) || thrown.class !== 'reject') throw thrown;
    return [`DuckDB cannot read it: ${thrown.message}`];
  }
}

function refuse(uri: string, problems: readonly string[]): void {
  if (problems.length === 0) return;
  throw new Failure(
    'fatal',
    'unsound_table',
    `${uri}: what would be written is not sound: ${problems.join('; ')}`,
    {
      hint: 'nothing was written; this is a bug, please report it',
    },
  );
}
