import type { Engine } from './engine.ts';
import { quoteName } from './sql.ts';
import type { TableColumn } from './table-column.ts';

/**
 * Whether the rows hold, or may hold, a -0.0. DuckDB 1.5 writes it and 0.0 into a dictionary as one value, whichever
 * comes first (duckdb/duckdb#25781). Where statistics leave zero out this reads nothing.
 *
 * @param sources SQL of all the rows
 */
export async function mayHoldNegativeZero(
  engine: Engine,
  sources: readonly string[],
  columns: readonly TableColumn[],
): Promise<boolean> {
  if (columns.some(({ type }) => /[([].*\b(?:FLOAT|DOUBLE)\b|\b(?:FLOAT|DOUBLE)\[/.test(type))) return true;
  const selects = columns
    .filter(({ type }) => type === 'DOUBLE' || type === 'FLOAT')
    .map(({ name }) => quoteName(name))
    .flatMap((column) =>
      sources.map((source) => `SELECT 1 FROM (${source}) WHERE ${column} = 0 AND signbit(${column})`),
    );
  if (selects.length === 0) return false;
  return (await engine.rows(`${selects.join(' UNION ALL ')} LIMIT 1`)).length > 0;
}
