import { topMembers } from './top-members.ts';

/**
 * Changes some members of a JSON object's text and leaves every other byte as it was: "carried through
 * untouched" then holds for numbers beyond 2^53, for `__proto__`, for spacing, and costs no re-encoding.
 */

/** As in JSON, a member whose value is undefined is not set. */
export type Members = Readonly<Record<string, unknown>>;

/**
 * @param text one JSON object; it must have been parsed before
 * @param record the same object, parsed
 * @param set members to write; an existing one of that name is replaced in its place, others are appended
 * @param drop name of a member to leave out
 */
export function withMembers(text: string, record: object, set: Members, drop?: string): string {
  // What every object inherits looks like a member here; that only takes the longer way.
  const known = record as Members;
  let isTouched = drop !== undefined && known[drop] !== undefined;
  let added = '';
  for (const name in set) {
    if (known[name] !== undefined) isTouched = true;
    const json = jsonOf(set[name]);
    if (json !== undefined) added += `,${quoted(name)}:${json}`;
  }
  if (isTouched) return rewritten(text, set, drop);
  return added === '' ? text : appended(text, record, added);
}

const CLOSING_BRACE = 125;

/** The usual case, on the way of every record: nothing of the text has to be looked at. */
function appended(text: string, record: object, added: string): string {
  const last = text.length - 1;
  const end = text.charCodeAt(last) === CLOSING_BRACE ? last : text.lastIndexOf('}');
  for (const _ in record) return `${text.slice(0, end)}${added}}`;
  return `{${added.slice(1)}}`;
}

function rewritten(text: string, set: Members, drop: string | undefined): string {
  const left = new Map<string, string>();
  for (const name in set) {
    const json = jsonOf(set[name]);
    if (json !== undefined) left.set(name, `${quoted(name)}:${json}`);
  }
  const replaced = new Set(left.keys());
  const open = text.indexOf('{') + 1;
  const kept: string[] = [];
  let from = open;
  for (const { name, start, end } of topMembers(text)) {
    const member = left.get(name);
    if (member !== undefined) kept.push(text.slice(from, start) + member);
    else if (name !== drop && !replaced.has(name)) kept.push(text.slice(from, end));
    left.delete(name);
    from = end + 1;
  }
  return text.slice(0, open) + [...kept, ...left.values()].join(',') + text.slice(text.lastIndexOf('}'));
}

/** The call into the engine is most of the time that a small value takes. */
function jsonOf(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return JSON.stringify(value);
}

/** Names that tools write: few, and the same for every record. */
const quotedNames = new Map<string, string>();

function quoted(name: string): string {
  let quotedName = quotedNames.get(name);
  if (quotedName === undefined) {
    quotedName = JSON.stringify(name);
    if (quotedNames.size < 256) quotedNames.set(name, quotedName);
  }
  return quotedName;
}
