import { json, refuse, text } from '../reply.ts';
import type { Reply } from '../reply.ts';
import { isId } from '../state.ts';
import type { Call } from './call.ts';

/** FastAPI's HTTPException. */
export function detail(status: number, value: unknown, headers: Record<string, string> = {}): Reply {
  return json(status, { detail: value }, headers);
}

export function notFound(kind: string, id: string): Reply {
  return detail(404, `${kind} ${id} not found`);
}

/** What Starlette makes of an exception that nobody caught. */
export const internalError: Reply = text(500, 'Internal Server Error');

/** `PydanticObjectId(id)`, whose error nobody catches. */
export function requireId(call: Call, kind: string, id: string): string {
  if (isId(id)) return id;
  return refuse(call.quirks.malformedIdIs500 ? internalError : notFound(kind, id));
}

/** A page of a list that is newest first; beta.1 gave the bare array. */
export function showPage<T>(call: Call, items: readonly T[], show: (item: T) => unknown): Reply {
  const skip = readInteger(call, 'skip', 0);
  const limit = readInteger(call, 'limit', call.quirks.defaultLimit);
  // $limit must be positive in MongoDB, $skip must not be negative.
  if (skip < 0 || limit < 0 || (limit === 0 && call.quirks.limitZeroIs500)) return internalError;
  const data = items.slice(skip, skip + limit).map(show);
  if (!call.quirks.paged) return json(200, data);
  return json(200, { metadata: { total_count: items.length, skip, limit }, data });
}

export function readInteger(call: Call, name: string, otherwise: number): number {
  const value = call.query.get(name);
  if (value === null) return otherwise;
  if (!/^[+-]?\d+$/.test(value.trim())) {
    refuse(invalid([['query', name], 'value is not a valid integer', 'type_error.integer']));
  }
  return Number(value);
}

export function readFlag(call: Call, name: string): boolean {
  const value = call.query.get(name)?.toLowerCase();
  if (value === undefined) return false;
  if (['true', '1', 'on', 't', 'y', 'yes'].includes(value)) return true;
  if (['false', '0', 'off', 'f', 'n', 'no'].includes(value)) return false;
  return refuse(invalid([['query', name], 'value could not be parsed to a boolean', 'type_error.bool']));
}

export type Problem = readonly [loc: readonly (string | number)[], msg: string, type: string];

/** FastAPI's validation error, pydantic 1 wording. */
export function invalid(...problems: readonly Problem[]): Reply {
  return detail(
    422,
    problems.map(([loc, msg, type]) => ({ loc, msg, type })),
  );
}

/** A naive UTC time: microseconds when it was just made, whole milliseconds when it comes from the database. */
export function naiveTime(date: Date, justMade = false): string {
  return date.toISOString().replace('Z', justMade ? '417' : '000');
}
