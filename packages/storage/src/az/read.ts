import type { BlobDownloadResponseParsed } from '@azure/storage-blob';
import { Readable } from 'node:stream';
import { formatAddress } from '../address.ts';
import { StorageError } from '../storage-error.ts';
import type { ReadOptions } from '../store.ts';
import type { Account } from './account.ts';
import { blobOf, type AzAddress } from './address.ts';
import { asStorageError, codeOf, onAzure } from './errors.ts';
import { matching, versionOf } from './info.ts';
import { statBlob } from './stat.ts';

/** How often a read goes on after a connection that was lost before it brought a single byte. */
const TRIES = 3;

type Download = (
  start: number,
  end: number | undefined,
  version?: string,
) => Promise<BlobDownloadResponseParsed>;

/**
 * Streams a blob, or a range of it. After a lost connection it goes on, provided that the blob is still the same; what
 * ends early fails.
 */
export async function readBlob(
  account: Account,
  address: AzAddress,
  options: ReadOptions = {},
): Promise<Readable> {
  const { start = 0, end, version, signal } = options;
  const blob = blobOf(account, address);
  const download: Download = (start, end, version) =>
    blob.download(start, end === undefined ? undefined : end - start, {
      conditions: matching(version),
      // The SDK gives up where a connection is lost, and goes on only where one was ended in order.
      maxRetryRequests: 0,
      ...(signal !== undefined && { abortSignal: signal }),
    });
  if (end !== undefined && end <= start) return nothingOf(account, address, options);
  try {
    return stream(address, start, await download(start, end, version), download, signal);
  } catch (cause) {
    // Nothing is from there on, as in every empty blob.
    if (codeOf(cause) === 'InvalidRange') return nothingOf(account, address, options);
    throw asStorageError(address, cause, signal);
  }
}

async function nothingOf(account: Account, address: AzAddress, options: ReadOptions): Promise<Readable> {
  await statBlob(account, address, options);
  return Readable.from([], { objectMode: false });
}

function stream(
  address: AzAddress,
  start: number,
  first: BlobDownloadResponseParsed,
  download: Download,
  signal: AbortSignal | undefined,
): Readable {
  let body = bodyOf(first);
  async function* blocks(): AsyncGenerator<Buffer, void> {
    const end = start + (first.contentLength ?? 0);
    let reading = body[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    let tries = 0;
    for (let at = start; at < end;) {
      let next: IteratorResult<Buffer>;
      try {
        next = await reading.next();
        if (next.done === true) throw new Error('the body has ended early');
      } catch (cause) {
        if (signal?.aborted === true) throw signal.reason;
        if (++tries > TRIES) throw lostAgain(address, at, end, cause);
        body = bodyOf(await onAzure(address, download(at, end, versionOf(first.etag)), signal));
        reading = body[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
        continue;
      }
      at += next.value.length;
      tries = 0;
      yield next.value;
    }
  }
  const readable = Readable.from(blocks(), { objectMode: false });
  // Also when it is given up before its first block: then the generator never runs, not even its `finally`.
  readable.once('close', () => body.destroy());
  return readable;
}

/** An error that comes while nobody reads would end the process; the next one to read gets it all the same. */
function bodyOf({ readableStreamBody }: BlobDownloadResponseParsed): Readable {
  return (readableStreamBody as Readable).on('error', () => {});
}

function lostAgain(address: AzAddress, at: number, end: number, cause: unknown): StorageError {
  const message = `${formatAddress(address)}: the connection is lost again and again, at byte ${at} of ${end}`;
  return new StorageError('unavailable', message, { cause });
}
