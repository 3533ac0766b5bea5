import type { V1Quirks } from './quirks.ts';

export type PartKind =
  | {
      readonly kind: 'file';
      readonly field: string;
      readonly name: string;
      readonly type: string | undefined;
    }
  | { readonly kind: 'text'; readonly field: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'bad' };

/** What the header lines of a part make of it (Play 2.2.6, BodyParsers.scala `Multipart`). */
export function readPartHeader(header: string, quirks: V1Quirks): PartKind {
  const headers = readLines(header, quirks);
  const disposition = headers.get('content-disposition') ?? '';
  const parameters = readParameters(splitQuoted(disposition), quirks, true);
  const field = parameters.get('name');
  const name = parameters.get('filename');
  if (parameters.has('form-data') && field !== undefined && name !== undefined) {
    if (quirks.emptyFilenameIsMissing && name.trim() === '') return { kind: 'missing' };
    const safeName = quirks.backslashCuts ? afterBackslash(name) : name;
    return { kind: 'file', field, name: safeName, type: headers.get('content-type') };
  }
  const pieces = quirks.semicolonCutsTextName ? disposition.split(';') : splitQuoted(disposition);
  const plain = readParameters(pieces, quirks, false);
  const textField = plain.get('name');
  if (plain.has('form-data') && textField !== undefined) return { kind: 'text', field: textField };
  return { kind: 'bad' };
}

/** Values are split at every ":" and joined without it, which is where colons in file names get lost. */
function readLines(header: string, quirks: V1Quirks): Map<string, string> {
  const headers = new Map<string, string>();
  for (const line of header.split(/\r?\n/)) {
    const [key = '', ...value] = line.trim().split(':');
    headers.set(key.trim().toLowerCase(), value.join(quirks.colonsVanish ? '' : ':').trim());
  }
  return headers;
}

function readParameters(pieces: readonly string[], quirks: V1Quirks, unescape: boolean): Map<string, string> {
  const parameters = new Map<string, string>();
  const form = quirks.quotedParametersOnly ? /^([a-zA-Z_0-9]+)="(.*)"$/ : /^([a-zA-Z_0-9]+)\*?="?(.*?)"?$/;
  for (const piece of pieces) {
    const found = form.exec(piece.trim());
    const value = found?.[2]?.trim() ?? '';
    parameters.set(found?.[1] ?? piece.trim(), unescape ? value.replaceAll('\\"', '"') : value);
  }
  return parameters;
}

/** Splits at ";" outside of quotes; a backslash protects a following quote. */
function splitQuoted(value: string): string[] {
  const pieces = [''];
  let escaped = false;
  let quoted = false;
  for (const char of value) {
    if (char === ';' && !quoted) pieces.push('');
    else pieces[pieces.length - 1] += char;
    if (char === '"' && !escaped) quoted = !quoted;
    escaped = char === '\\';
  }
  return pieces;
}

/** Java's split drops empty ends, so a name that ends in a backslash loses only that. */
function afterBackslash(name: string): string {
  return name.replace(/\\+$/, '').split('\\').at(-1) ?? '';
}
