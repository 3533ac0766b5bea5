import type { Candle } from './api/candle.ts';
import type { Column } from './columns.ts';

/**
 * A candle as a line of JSON. Its numbers are the digits that came, never a number that was read and written
 * again: 0.30 stays 0.30, and no digit beyond those of a double is lost.
 */
export function rowText(
  candle: Candle,
  product: string,
  columns: readonly Column[],
  writeTime: (seconds: number) => string,
): string {
  const members = columns.map((column) => {
    if (column === 'time') return `"time":${JSON.stringify(writeTime(candle.time))}`;
    return `"${column}":${column === 'product' ? JSON.stringify(product) : candle[column]}`;
  });
  return `{${members.join(',')}}`;
}
