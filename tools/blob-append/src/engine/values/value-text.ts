import type { ColumnType } from './column-type.ts';
import { isProblem, jsonText, type JsonMembers, type JsonValue, type Problem } from './parse-json.ts';
import { decimalValueText, scalarText } from './scalar-text.ts';

/**
 * A value as a text to be cast to the type: as it is for a plain type, as JSON for a nested one, in which all values
 * are in quotes so that nothing is read as a floating-point number on the way.
 *
 * @returns null for null; what is in the way where the value is not one of the type, after its path: `.tags[3]: 2.5 has …`
 */
export function valueText(type: ColumnType, value: JsonValue): string | null | Problem {
  if (value === null) return null;
  switch (type.kind) {
    case 'scalar':
      return named('', value, scalarText(type.name, value));
    case 'decimal':
      return named('', value, decimalValueText(type.precision, type.scale, value));
    default:
      return nestedText(type, value, '');
  }
}

function nestedText(type: ColumnType, value: JsonValue, path: string): string | Problem {
  if (value === null) return 'null';
  switch (type.kind) {
    case 'scalar': {
      const text = named(path, value, scalarText(type.name, value));
      return isProblem(text) || type.name === 'JSON' ? text : JSON.stringify(text);
    }
    case 'decimal': {
      const text = named(path, value, decimalValueText(type.precision, type.scale, value));
      return isProblem(text) ? text : JSON.stringify(text);
    }
    case 'list':
      return listText(type, value, path);
    case 'struct':
      return structText(type.fields, value, path);
    case 'map':
      return mapText(type, value, path);
  }
}

function listText(type: ColumnType & { kind: 'list' }, value: JsonValue, path: string): string | Problem {
  if (!Array.isArray(value)) return named(path, value, { problem: 'is no list' });
  if (type.length !== undefined && value.length !== type.length)
    return named(path, value, { problem: `has ${value.length} items, not ${type.length}` });
  return joined('[', ']', value, (item, index) =>
    nestedText(type.of, item as JsonValue, `${path}[${index}]`),
  );
}

function structText(
  fields: ReadonlyMap<string, ColumnType>,
  value: JsonValue,
  path: string,
): string | Problem {
  if (!(value instanceof Map)) return named(path, value, { problem: 'is no object' });
  const members = value as JsonMembers;
  for (const name of members.keys()) {
    if (!fields.has(name)) return { problem: `${path}.${name} is no field of the column` };
  }
  return joined('{', '}', fields, ([name, type]) => {
    const text = nestedText(type, members.get(name) ?? null, `${path}.${name}`);
    return isProblem(text) ? text : `${JSON.stringify(name)}:${text}`;
  });
}

function mapText(type: ColumnType & { kind: 'map' }, value: JsonValue, path: string): string | Problem {
  if (!(value instanceof Map)) return named(path, value, { problem: 'is no object' });
  const keys = new Set<string>();
  return joined('{', '}', value as JsonMembers, ([name, each]) => {
    const key = nestedText(type.key, name, `${path}, the key`);
    if (isProblem(key)) return key;
    // Names that differ may be the same key: 1 and 1.0.
    if (keys.has(key)) return { problem: `${path} has the key ${key} twice` };
    keys.add(key);
    const text = nestedText(type.value, each, `${path}.${name}`);
    return isProblem(text) ? text : `${key}:${text}`;
  });
}

function joined<T>(
  open: string,
  close: string,
  items: Iterable<T>,
  toText: (item: T, index: number) => string | Problem,
): string | Problem {
  const texts: string[] = [];
  for (const item of items) {
    const text = toText(item, texts.length);
    if (isProblem(text)) return text;
    texts.push(text);
  }
  return open + texts.join(',') + close;
}

const MOST_SHOWN = 60;

function named(path: string, value: JsonValue, text: string | Problem): string | Problem {
  if (!isProblem(text)) return text;
  const shown = jsonText(value);
  const short = shown.length > MOST_SHOWN ? `${shown.slice(0, MOST_SHOWN)}…` : shown;
  return { problem: `${path}: ${short} ${text.problem}` };
}
