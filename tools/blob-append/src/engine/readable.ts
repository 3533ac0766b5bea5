import { Failure } from '@leat/pipe';
import { firstLine } from './engine-failure.ts';

/** @throws Failure reject `unreadable` where DuckDB cannot make anything of the file */
export async function readable<T>(path: string, format: 'Parquet' | 'CSV', reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (cause) {
    if (cause instanceof Failure || !(cause instanceof Error)) throw cause;
    const message = `${path}: it is not a readable ${format} file: ${firstLine(cause.message)}`;
    throw new Failure('reject', 'unreadable', message, { cause });
  }
}
