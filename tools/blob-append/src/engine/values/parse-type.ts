import type { ColumnType } from './column-type.ts';
import { ALIASES, SCALARS } from './types.data.ts';

/** What is left to read. */
interface Rest {
  text: string;
}

const MOST_PRECISION = 38;

/**
 * Takes apart a type as DuckDB's DESCRIBE writes it, `STRUCT(a INTEGER, "b c" VARCHAR[])`, or as a person does:
 * `decimal(18, 8)`, `timestamptz`.
 *
 * @returns undefined for what is no type, or none that a table can have
 */
export function parseType(text: string): ColumnType | undefined {
  const rest = { text };
  const type = readType(rest);
  return rest.text.trim() === '' ? type : undefined;
}

function readType(rest: Rest): ColumnType | undefined {
  let type = readPlain(rest);
  for (
    let found = take(rest, /^\s*\[(\d*)\]/);
    found !== undefined && type !== undefined;
    found = take(rest, /^\s*\[(\d*)\]/)
  )
    type = { kind: 'list', of: type, ...(found[1] === '' ? {} : { length: Number(found[1]) }) };
  return type;
}

function readPlain(rest: Rest): ColumnType | undefined {
  const word = take(rest, /^\s*(TIME(?:STAMP)? WITH TIME ZONE|\w+)/i)?.[1]?.toUpperCase();
  switch (word) {
    case 'DECIMAL':
    case 'NUMERIC':
      return readDecimal(rest);
    case 'STRUCT':
      return readStruct(rest);
    case 'MAP':
      return readMap(rest);
    default: {
      const name = ALIASES[word ?? ''] ?? word ?? '';
      return SCALARS.has(name) ? { kind: 'scalar', name } : undefined;
    }
  }
}

function readDecimal(rest: Rest): ColumnType | undefined {
  const found = take(rest, /^\s*\(\s*(\d+)\s*(?:,\s*(\d+)\s*)?\)/);
  const [precision, scale] = [Number(found?.[1]), Number(found?.[2] ?? 0)];
  return precision >= 1 && precision <= MOST_PRECISION && scale <= precision
    ? { kind: 'decimal', precision, scale }
    : undefined;
}

function readStruct(rest: Rest): ColumnType | undefined {
  const fields = new Map<string, ColumnType>();
  if (take(rest, /^\s*\(/) === undefined) return undefined;
  do {
    const found = take(rest, /^\s*(?:"((?:[^"]|"")*)"|([^\s",()]+))\s/);
    const name = found?.[1]?.replaceAll('""', '"') ?? found?.[2];
    const type = readType(rest);
    if (name === undefined || type === undefined) return undefined;
    fields.set(name, type);
  } while (take(rest, /^\s*,/) !== undefined);
  return take(rest, /^\s*\)/) === undefined ? undefined : { kind: 'struct', fields };
}

function readMap(rest: Rest): ColumnType | undefined {
  if (take(rest, /^\s*\(/) === undefined) return undefined;
  const key = readType(rest);
  if (take(rest, /^\s*,/) === undefined) return undefined;
  const value = readType(rest);
  if (key === undefined || value === undefined || take(rest, /^\s*\)/) === undefined) return undefined;
  return { kind: 'map', key, value };
}

function take(rest: Rest, pattern: RegExp): RegExpExecArray | undefined {
  const found = pattern.exec(rest.text);
  if (found === null) return undefined;
  rest.text = rest.text.slice(found[0].length);
  return found;
}
