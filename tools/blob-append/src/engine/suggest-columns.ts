import { newSuggestion } from './suggestion/suggestion.ts';
import type { TableColumn } from './table-column.ts';
import { parseRow } from './values/check-row.ts';

/**
 * Types for a new table, from its first rows: integers are BIGINT, numbers with a fraction or an exponent DOUBLE, text
 * that is a time in UTC everywhere TIMESTAMP WITH TIME ZONE, a date DATE, other text VARCHAR, and what is nested STRUCT
 * and lists. Columns come in the order of their first appearance; rows that are no JSON objects are passed over, as
 * `stageRows` will reject them.
 *
 * @param texts one JSON object each
 * @param types for columns of which the rows do not say it, or say it wrongly
 * @throws Failure reject `schema` naming column and row: kinds that do not go together, an integer beyond 64 bits, a
 *   column without any value; UsageFailure `bad_type`
 */
export function suggestColumns(
  texts: readonly string[],
  types: Readonly<Record<string, string>> = {},
): readonly TableColumn[] {
  const suggestion = newSuggestion(types);
  for (const [index, text] of texts.entries()) {
    const members = parseRow(text);
    if (!('message' in members)) suggestion.add(members, `row ${index + 1}`);
  }
  return suggestion.columns();
}
