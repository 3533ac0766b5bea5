import type { ColumnType } from '../values/column-type.ts';
import { isProblem, parseJson, type JsonValue } from '../values/parse-json.ts';

/** What the text of a cell says for a type: true and false in any case, JSON for nested values, text for all others. */
export function cellValue(text: string | null, type: ColumnType | undefined): JsonValue {
  if (text === null || type === undefined || type.kind === 'decimal') return text;
  if (type.kind === 'scalar' && type.name !== 'JSON')
    return type.name === 'BOOLEAN' ? (booleanOf(text) ?? text) : text;
  const parsed = parseJson(text);
  return isProblem(parsed) ? text : parsed;
}

/** pandas writes True, most others true. */
export function booleanOf(text: string): boolean | undefined {
  const lower = text.toLowerCase();
  return lower === 'true' || lower === 'false' ? lower === 'true' : undefined;
}
