import { Failure } from '@leat/pipe';
import type { ColumnType } from '../values/column-type.ts';
import { integerText, parseDecimal } from '../values/number-text.ts';
import { isProblem, jsonText, type JsonNumber, type JsonValue } from '../values/parse-json.ts';
import { dateText, isInstant } from '../values/time-text.ts';
import { INTEGERS } from '../values/types.data.ts';

/** What the values of a column, or at a place within one, have been so far. Changed in place, row by row. */
export interface Kind {
  word?: 'true or false' | 'a number' | 'text' | 'a list' | 'an object';
  isWhole: boolean;
  isInstant: boolean;
  isDate: boolean;
  /** The first whole number beyond 64 bits, and where it is. */
  tooLarge?: string;
  item?: Kind;
  readonly fields: Map<string, Kind>;
}

export function newKind(): Kind {
  return { isWhole: true, isInstant: true, isDate: true, fields: new Map() };
}

const [LEAST, MOST] = INTEGERS['BIGINT'] ?? [0n, 0n];

/**
 * @param path of the value: `column "tags"[].a`
 * @param where it is: `row 3`
 * @throws Failure reject `schema` when it is of another kind than those before
 */
export function learn(kind: Kind, value: JsonValue, path: string, where: string): void {
  if (value === null) return;
  const word = wordOf(value);
  if (kind.word !== undefined && kind.word !== word)
    throw schemaFailure(
      `${where}: ${path} is ${word}, and was ${kind.word} before`,
      'make all values of a column the same kind',
    );
  kind.word = word;
  if (typeof value === 'string') {
    kind.isInstant &&= isInstant(value);
    kind.isDate &&= !isProblem(dateText(value));
  } else if (Array.isArray(value)) {
    for (const item of value) learn((kind.item ??= newKind()), item as JsonValue, `${path}[]`, where);
  } else if (value instanceof Map) {
    for (const [name, each] of value) {
      const field = kind.fields.get(name as string) ?? newKind();
      kind.fields.set(name as string, field);
      learn(field, each as JsonValue, `${path}.${name}`, where);
    }
  } else if (typeof value === 'object') learnNumber(kind, (value as JsonNumber).digits, path, where);
}

function learnNumber(kind: Kind, digits: string, path: string, where: string): void {
  const isWhole = /^-?\d+$/.test(digits);
  kind.isWhole &&= isWhole;
  const number = parseDecimal(digits);
  if (!isWhole || number === undefined || !isProblem(integerText(number, LEAST, MOST, 'BIGINT'))) return;
  kind.tooLarge ??= `${where}: ${path}: ${jsonText({ digits })}`;
}

/**
 * The type that holds all of them.
 *
 * @returns undefined when there was no value
 * @throws Failure reject `schema` for whole numbers beyond 64 bits, and where a place has no value in any row
 */
export function typeOf(kind: Kind, path: string): ColumnType | undefined {
  switch (kind.word) {
    case undefined:
      return undefined;
    case 'true or false':
      return { kind: 'scalar', name: 'BOOLEAN' };
    case 'a number':
      if (kind.isWhole && kind.tooLarge !== undefined)
        throw schemaFailure(
          `${kind.tooLarge} is outside of BIGINT (64 bits)`,
          'say the type of the column: DECIMAL(38,0) or DOUBLE',
        );
      return { kind: 'scalar', name: kind.isWhole ? 'BIGINT' : 'DOUBLE' };
    case 'text':
      return {
        kind: 'scalar',
        name: kind.isInstant ? 'TIMESTAMP WITH TIME ZONE' : kind.isDate ? 'DATE' : 'VARCHAR',
      };
    case 'a list':
      return { kind: 'list', of: knownType(kind.item, `${path}[]`) };
    case 'an object':
      if (kind.fields.size === 0) throw withoutValue(path);
      return {
        kind: 'struct',
        fields: new Map([...kind.fields].map(([name, field]) => [name, knownType(field, `${path}.${name}`)])),
      };
  }
}

/** @throws Failure reject `schema` when there was no value */
export function knownType(kind: Kind | undefined, path: string): ColumnType {
  const type = kind === undefined ? undefined : typeOf(kind, path);
  if (type === undefined) throw withoutValue(path);
  return type;
}

function withoutValue(path: string): Failure {
  return schemaFailure(`${path} has no value in any row`, 'say the type of the column, or leave it out');
}

function schemaFailure(message: string, hint: string): Failure {
  return new Failure('reject', 'schema', message, { hint });
}

function wordOf(value: Exclude<JsonValue, null>): NonNullable<Kind['word']> {
  if (typeof value === 'boolean') return 'true or false';
  if (typeof value === 'string') return 'text';
  if (Array.isArray(value)) return 'a list';
  return value instanceof Map ? 'an object' : 'a number';
}
