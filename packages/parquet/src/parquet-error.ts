/**
 * Why a file cannot be used: it is no Parquet file, its footer or columns are encrypted, its footer contradicts
 * itself or the format, or it is sound but something in it is not done here.
 */
export type ParquetReason = 'notParquet' | 'encrypted' | 'corrupt' | 'unsupported';

/** What is wrong with a Parquet file. */
export class ParquetError extends Error {
  readonly reason: ParquetReason;

  constructor(reason: ParquetReason, message: string) {
    super(message);
    this.name = 'ParquetError';
    this.reason = reason;
  }
}

/** @param message what contradicts the format, and where */
export function corrupt(message: string): ParquetError {
  return new ParquetError('corrupt', message);
}
