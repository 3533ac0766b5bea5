import { newSuggestion, type Suggestion } from '../suggestion/suggestion.ts';
import { parseDecimal } from '../values/number-text.ts';
import type { JsonValue } from '../values/parse-json.ts';
import { booleanOf } from './cell-value.ts';

/** The columns of a CSV file, each with all its values as one kind, as far as they go. */
interface Column {
  isBoolean: boolean;
  isNumber: boolean;
}

/**
 * What the cells of the columns say together: all true or false, all numbers as JSON writes them (so `007` is text), or
 * text.
 *
 * @param read the rows, twice
 * @throws Failure reject `schema`; UsageFailure `bad_type`
 */
export async function suggestFromCells(
  names: readonly string[],
  types: Readonly<Record<string, string>>,
  read: () => AsyncIterable<Readonly<Record<string, string | null>>>,
): Promise<Suggestion> {
  const columns = new Map<string, Column>(names.map((name) => [name, { isBoolean: true, isNumber: true }]));
  for await (const row of read()) {
    for (const [name, column] of columns) {
      const text = row[name] ?? null;
      if (text === null) continue;
      column.isBoolean &&= booleanOf(text) !== undefined;
      column.isNumber &&= parseDecimal(text) !== undefined;
    }
  }
  const suggestion = newSuggestion(types);
  let number = 0;
  for await (const row of read()) {
    number++;
    const members = [...columns].map(([name, column]) => [name, valueOf(row[name] ?? null, column)] as const);
    suggestion.add(new Map(members), `row ${number}`);
  }
  return suggestion;
}

function valueOf(text: string | null, { isBoolean, isNumber }: Column): JsonValue {
  if (text === null) return null;
  if (isBoolean) return booleanOf(text) ?? null;
  return isNumber ? { digits: text } : text;
}
