import type { JsonObject } from '@leat/pipe';
import type { Outcome } from './table/outcome.ts';
import type { Place } from './table/place.ts';
import { extentOf } from './table/time-column.ts';

/** The record of one committed target. */
export function resultOf(
  { uri, traffic }: Place,
  outcome: Outcome,
  attempts: number,
  key: readonly string[] | undefined,
): JsonObject {
  const { info, footer, status, how, reason, rowsBefore } = outcome;
  const extent = footer === undefined ? undefined : extentOf(footer, key);
  return {
    key: uri,
    ...(info && { rev: info.version }),
    uri,
    ...(info && { version: info.version }),
    blobAppend: {
      status,
      ...(how && { how }),
      ...(reason !== undefined && { reason }),
      ...(rowsBefore !== undefined && { rowsBefore }),
      rowsNew: outcome.rowsNew,
      ...(outcome.rowsReplaced > 0 && { rowsReplaced: outcome.rowsReplaced }),
      rowsDuplicate: outcome.rowsDuplicate,
      rowsConflicting: outcome.rowsConflicting,
      ...(footer && { rowsAfter: footer.rows }),
      ...(extent && { orderedBy: extent.column, first: extent.first, last: extent.last }),
      bytesRead: traffic.read,
      bytesWritten: traffic.written,
      bytesCopied: traffic.copied,
      attempts,
    },
  };
}
