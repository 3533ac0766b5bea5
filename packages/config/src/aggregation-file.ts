import { missingKey, notText, unknownKey } from './messages.ts';
import type { Entry, Position, Tree } from './parse-yaml.ts';
import type { Problem } from './settings-error.ts';

/*
 * People who append tables have a file of five keys, `aggregation.yaml`, that names the object to take rows from and
 * the table. It is read as a leat.yaml that sets `from` and `to` of leat-blob-append.
 */

const KEYS = [
  'blob_container',
  'source_subcontainer',
  'source_file_name',
  'target_subcontainer',
  'target_file_name',
] as const;
type Key = (typeof KEYS)[number];

/** Whether a file is of this kind: no leat.yaml has one of these keys. */
export function isAggregation(entries: readonly Entry[]): boolean {
  return entries.some(({ key }) => (KEYS as readonly string[]).includes(key));
}

/**
 * The same as entries of a leat.yaml.
 *
 * @param where how a place in the file is shown
 * @param problems what is wrong is added
 */
export function asLeatYaml(
  entries: readonly Entry[],
  where: (at: Position) => string,
  problems: Problem[],
): readonly Entry[] {
  const found = new Map<string, Tree & { kind: 'text' }>();
  const first = entries[0]!;
  for (const entry of entries) {
    const { key, value } = entry;
    if (!(KEYS as readonly string[]).includes(key))
      problems.push(unknownKey(where(entry), 'an aggregation file', key, KEYS));
    else if (value.kind === 'text') found.set(key, value);
    else problems.push(notText(where(entry), key, value));
  }
  const given = new Set(entries.map(({ key }) => key));
  for (const key of KEYS)
    if (!given.has(key)) problems.push(missingKey(where(first), 'an aggregation file', key));
  if (found.size < KEYS.length) return [];

  const uri = (end: 'source' | 'target'): Entry => {
    const text = (key: Key): string => found.get(key)!.text;
    const path = [text('blob_container'), text(`${end}_subcontainer`), text(`${end}_file_name`)];
    const { line, column } = found.get(`${end}_file_name`)!;
    const joined = path
      .map((part) => part.replaceAll(/^\/+|\/+$/g, ''))
      .filter((part) => part !== '')
      .join('/');
    return {
      key: end === 'source' ? 'from' : 'to',
      line,
      column,
      value: { kind: 'text', text: `az://${joined}`, line, column },
    };
  };
  const { line, column } = first;
  const value: Tree = { kind: 'mapping', entries: [uri('source'), uri('target')], line, column };
  return [{ key: 'blob-append', line, column, value }];
}
