/** Where a member of an object stands in its text, from the quote before its name to the end of its value. */
export interface Span {
  readonly name: string;
  readonly start: number;
  /** Where its value begins. */
  readonly value: number;
  readonly end: number;
}

/**
 * Where the members of the outermost object stand.
 *
 * @param text one JSON object; it is known to be valid
 */
export function* topMembers(text: string): Generator<Span> {
  let depth = 0;
  let start = -1;
  let value = -1;
  let name: string | undefined;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '"') {
      const from = at;
      at = endOfString(text, at);
      if (depth === 1 && name === undefined) {
        start = from;
        name = JSON.parse(text.slice(from, at + 1)) as string;
      }
    } else if (char === ':') {
      if (depth === 1) value = at + 1;
    } else if (char === '{' || char === '[') {
      depth++;
    } else if (char === '}' || char === ']' || (char === ',' && depth === 1)) {
      if (depth === 1 && name !== undefined) yield { name, start, value, end: at };
      if (depth === 1) name = undefined;
      if (char !== ',') depth--;
    }
  }
}

/** The text of one member's value, as it stands; of the last one when the name comes twice, as in parsing. */
export function valueText(text: string, name: string): string | undefined {
  let found: string | undefined;
  for (const span of topMembers(text)) {
    if (span.name === name) found = text.slice(span.value, span.end).trim();
  }
  return found;
}

function endOfString(text: string, quote: number): number {
  let at = quote + 1;
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}
