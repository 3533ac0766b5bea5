import type { Footer } from '@leat/parquet';
import { Failure } from '@leat/pipe';
import { openStore, StorageError, type Access } from '@leat/storage';

/** Somebody may append to the table just now. */
const LOOKS = 3;

/**
 * Reads the footer of a table, and nothing else of it.
 *
 * @returns undefined where there is no table; anything else that is in the way is never taken for that
 * @throws StorageError; Failure fatal `table_unreadable`
 */
export async function openTable(
  uri: string,
  access: Access,
  signal: AbortSignal,
  looks = LOOKS,
): Promise<Footer | undefined> {
  const { readFooter, ParquetError } = await import('@leat/parquet');
  const { store, address } = await openStore(uri, access);
  try {
    const { size, version } = await store.stat(address, { signal });
    return await readFooter(size, async (start, end) => {
      const chunks: Uint8Array[] = [];
      const bytes = await store.read(address, { start, end, version, signal });
      for await (const chunk of bytes as AsyncIterable<Uint8Array>) chunks.push(chunk);
      return Buffer.concat(chunks);
    });
  } catch (thrown) {
    const reason = thrown instanceof StorageError ? thrown.reason : undefined;
    if (reason === 'notFound') return undefined;
    if (reason === 'changed' && looks > 1) return openTable(uri, access, signal, looks - 1);
    if (!(thrown instanceof ParquetError)) throw thrown;
    throw new Failure('fatal', 'table_unreadable', `${uri} cannot be read as a table: ${thrown.message}`, {
      hint: 'nothing was fetched; mend the table, or leave out --since-table and give --from',
      cause: thrown,
    });
  }
}
