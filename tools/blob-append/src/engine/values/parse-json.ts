/**
 * A JSON value that has lost nothing: numbers are their own text, members keep their order, and a name that comes twice
 * is seen.
 */
export type JsonValue = null | boolean | string | JsonNumber | readonly JsonValue[] | JsonMembers;
export interface JsonNumber {
  readonly digits: string;
}
export type JsonMembers = ReadonlyMap<string, JsonValue>;

/** What is wrong with a text or a value, as the end of a sentence. */
export interface Problem {
  readonly problem: string;
}

export function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'problem' in value;
}

/** Deeper than any table is nested, and far from the end of the stack. */
const MOST_LEVELS = 100;

/** @returns the value; or what is wrong: no JSON, a name twice, nested too deep */
export function parseJson(text: string): JsonValue | Problem {
  try {
    JSON.parse(text);
  } catch (cause) {
    return { problem: `is not JSON: ${(cause as Error).message}` };
  }
  let at = 0;
  let problem: string | undefined;
  const skip = (): number => {
    let code = text.charCodeAt(at);
    while (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) code = text.charCodeAt(++at);
    return code;
  };
  const string = (): string => {
    const start = at++;
    let isPlain = true;
    for (let code = text.charCodeAt(at); code !== 0x22; code = text.charCodeAt(++at)) {
      if (code !== 0x5c) continue;
      isPlain = false;
      at++;
    }
    at++;
    return isPlain ? text.slice(start + 1, at - 1) : (JSON.parse(text.slice(start, at)) as string);
  };
  const list = (level: number): readonly JsonValue[] => {
    const items: JsonValue[] = [];
    at++;
    for (let code = skip(); code !== 0x5d && at < text.length; code = skip()) {
      if (code === 0x2c) at++;
      items.push(value(level + 1));
    }
    at++;
    return items;
  };
  const members = (level: number): JsonMembers => {
    const found = new Map<string, JsonValue>();
    at++;
    for (let code = skip(); code !== 0x7d && at < text.length; code = skip()) {
      if (code === 0x2c) {
        at++;
        skip();
      }
      const name = string();
      skip();
      at++;
      if (found.has(name)) problem ??= `has the member ${JSON.stringify(name)} twice`;
      found.set(name, value(level + 1));
    }
    at++;
    return found;
  };
  const value = (level: number): JsonValue => {
    const code = skip();
    if (level > MOST_LEVELS) problem ??= `is nested deeper than ${MOST_LEVELS} levels`;
    if (problem !== undefined) {
      at = text.length;
      return null;
    }
    if (code === 0x22) return string();
    if (code === 0x7b) return members(level);
    if (code === 0x5b) return list(level);
    const start = at;
    while (at < text.length && !'\t\n\r ,]}'.includes(text.charAt(at))) at++;
    const word = text.slice(start, at);
    if (word === 'null') return null;
    if (word === 'true' || word === 'false') return word === 'true';
    return { digits: word };
  };
  const parsed = value(0);
  return problem === undefined ? parsed : { problem };
}

/** Writes it again: without spaces, numbers as they stood. */
export function jsonText(value: JsonValue): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (value instanceof Map) {
    return `{${[...value].map(([name, each]) => `${JSON.stringify(name)}:${jsonText(each as JsonValue)}`).join(',')}}`;
  }
  if (Array.isArray(value)) return `[${value.map((each) => jsonText(each as JsonValue)).join(',')}]`;
  return (value as JsonNumber).digits;
}
