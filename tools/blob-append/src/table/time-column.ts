import { columnRange, formatValue, type Column, type Footer } from '@leat/parquet';

/** The column by which a person knows how far a table goes: a time of the key, any time, or the key's first. */
function timeColumn({ columns }: Footer, key: readonly string[] = []): Column | undefined {
  const isTime = ({ logical }: Column): boolean => logical.kind === 'timestamp' || logical.kind === 'date';
  const plain = columns.filter(({ topLevel, repeated }) => topLevel && !repeated);
  const ofKey = plain.filter(({ name }) => key.includes(name));
  return ofKey.find(isTime) ?? plain.find(isTime) ?? ofKey[0];
}

/** First and last value of that column, where the statistics tell. */
export function extentOf(
  footer: Footer,
  key?: readonly string[],
): { readonly column: string; readonly first: string; readonly last: string } | undefined {
  const column = timeColumn(footer, key);
  const range = column && columnRange(footer, column.name);
  if (range === undefined) return undefined;
  return {
    column: column!.name,
    first: formatValue(column!, range.min),
    last: formatValue(column!, range.max),
  };
}
