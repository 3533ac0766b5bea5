import { FILE, KEY_VALUE } from './fields.data.ts';
import { list, structsOf, text, textOf, withFields } from './thrift/fields.ts';
import type { Struct } from './thrift/thrift.ts';
import { STRUCT } from './thrift/types.data.ts';

/**
 * FileMetaData with key-values set: in place where the key was there, else at the end.
 *
 * @param values `undefined` takes a key away
 */
export function withKeyValues(file: Struct, values: Readonly<Record<string, string | undefined>>): Struct {
  const entries = Object.entries(values);
  if (entries.length === 0) return file;
  const set = new Map(entries);
  const before = structsOf(file, FILE.keyValues) ?? [];
  const kept = before.flatMap((pair): Struct[] => {
    const key = textOf(pair, KEY_VALUE.key) ?? '';
    if (!set.has(key)) return [pair];
    const value = set.get(key);
    set.delete(key);
    return value === undefined ? [] : [withFields(pair, [text(KEY_VALUE.value, value)])];
  });
  for (const [key, value] of set) {
    if (value !== undefined) kept.push([text(KEY_VALUE.key, key), text(KEY_VALUE.value, value)]);
  }
  return withFields(file, [
    kept.length === 0 ? { id: FILE.keyValues, value: undefined } : list(FILE.keyValues, STRUCT, kept),
  ]);
}
