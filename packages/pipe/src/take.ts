import type { ZodType } from 'zod';
import type { Books } from './books.ts';
import type { StepCounts } from './counts.ts';
import { asFailure, type Failure } from './failure.ts';
import { endFor, type Frame } from './frame.ts';
import { takeRecord, takeRow, type Refused } from './intake.ts';
import type { BadLine } from './lines.ts';
import { withMembers, type Members } from './members.ts';
import type { JsonObject } from './json-line.ts';
import { parseLine, type Item, type Parsed } from './record.ts';
import { idOf, UnreadableLine } from './unreadable-line.ts';

/** What the lines of an input are. */
export interface InputShape {
  readonly schema: ZodType | undefined;
  readonly carries: 'records' | 'rows';
  readonly complete: ((parsed: JsonObject) => Promise<Members> | undefined) | undefined;
}

/** The part of a run that reading concerns. */
export interface TakingRun {
  readonly frame: Frame;
  readonly books: Books;
  readonly shape: InputShape;
  readonly counts: StepCounts;
  isPersonNeeded: boolean;
}

/**
 * Reads one line as far as an item. No promise on the usual way: a million of them are half a second.
 */
export function take(
  run: TakingRun,
  line: string | BadLine,
  isTorn: boolean,
  number: number,
): Item | undefined | Promise<Item | undefined> {
  const { shape } = run;
  let parsed: Parsed | undefined;
  try {
    parsed = parseLine(line, isTorn);
  } catch (thrown) {
    run.counts.read++;
    return refuseLine(run, thrown, number);
  }
  if (parsed === undefined) return undefined;
  run.counts.read++;
  const heldId = parsed.heldId ?? run.books.tornBy(parsed.text);
  if (heldId !== undefined) parsed = { ...parsed, heldId };
  const members = shape.complete?.(parsed.parsed);
  if (members !== undefined) return completed(run, parsed, members, number);
  const { item, refused } = (shape.carries === 'rows' ? takeRow : takeRecord)(parsed, number, shape.schema);
  return item ?? refuse(run, refused, number);
}

async function completed(
  run: TakingRun,
  { text, parsed, heldId }: Parsed,
  pending: Promise<Members>,
  number: number,
): Promise<Item | undefined> {
  let members: Members;
  try {
    members = await pending;
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (failure === undefined || failure.class === 'fatal') {
      endFor(run.frame, thrown);
      return undefined;
    }
    return refuse(run, { failure, item: undefined, text, heldId }, number);
  }
  const line = { text: withMembers(text, parsed, members), parsed: { ...parsed, ...members }, heldId };
  const { item, refused } = takeRecord(line, number, run.shape.schema);
  return item ?? refuse(run, refused, number);
}

/** Writes down what is JSON but cannot be an item: under its key where it has one. */
export async function refuse(
  run: TakingRun,
  { failure, item, text, heldId }: Refused,
  number: number,
): Promise<undefined> {
  if (item !== undefined) return written(run, run.books.failed(item, failure));
  return written(run, holdText(run, text, failure, number, heldId));
}

async function refuseLine(run: TakingRun, thrown: unknown, number: number): Promise<undefined> {
  if (!(thrown instanceof UnreadableLine)) {
    endFor(run.frame, thrown);
    return;
  }
  const { id, bytes, heldId } = thrown;
  return written(run, run.books.unreadable({ id, bytes, as: 'raw' }, thrown, number, heldId));
}

/** Keeps the text of what is JSON but no item, or of a row that was rejected. */
export function holdText(
  { books, shape }: Pick<TakingRun, 'books' | 'shape'>,
  text: string,
  failure: Failure,
  number: number,
  heldId: string | undefined,
): Promise<void> {
  const bytes = Buffer.from(text);
  const as = shape.carries === 'rows' ? 'row' : 'raw';
  return books.unreadable({ id: idOf(bytes), bytes, as }, failure, number, heldId);
}

async function written(run: TakingRun, writing: Promise<void>): Promise<undefined> {
  try {
    await writing;
  } catch (thrown) {
    endFor(run.frame, thrown);
    return;
  }
  run.isPersonNeeded = true;
  run.counts.failed++;
  run.frame.progress.tally.failed++;
}
