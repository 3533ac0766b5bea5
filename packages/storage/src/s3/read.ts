import { GetObjectCommand, type GetObjectCommandOutput } from '@aws-sdk/client-s3';
import { Readable } from 'node:stream';
import { formatAddress } from '../address.ts';
import { StorageError } from '../storage-error.ts';
import type { ReadOptions } from '../store.ts';
import { at, type S3Address } from './address.ts';
import type { S3 } from './client.ts';
import { checkedStream, type Opened } from './checked-stream.ts';
import { refuseBadCredentials } from './credentials.ts';
import { quoted, versionOf } from './etag.ts';
import { onStore, statusOf, until } from './from-s3.ts';
import { headObject } from './head.ts';

/**
 * The bytes from `start` up to `end`, of the version that is asked for. A stream that breaks off fails with
 * `unavailable`; it never just ends.
 */
export async function readObject(s3: S3, address: S3Address, options: ReadOptions = {}): Promise<Readable> {
  const { start = 0, end = Number.POSITIVE_INFINITY, version, signal } = options;
  // No request can ask for no bytes, and what is not there must still fail.
  if (end <= start) return emptyFrom(s3, address, 0, options);
  try {
    const { etag, ...first } = await open(s3, address, { start, end, version, signal });
    const last = Number.isNaN(first.length) ? end : start + first.length;
    const reopen = (seen: number): Promise<Opened> =>
      open(s3, address, { start: start + seen, end: last, version: versionOf(etag), signal });
    return checkedStream(formatAddress(address), first, reopen, signal);
  } catch (cause) {
    if (statusOf(cause) !== 416) throw cause;
    return emptyFrom(s3, address, start, options);
  }
}

interface Range {
  readonly start: number;
  readonly end: number;
  readonly version: string | undefined;
  readonly signal: AbortSignal | undefined;
}

async function open(
  s3: S3,
  address: S3Address,
  { start, end, version, signal }: Range,
): Promise<Opened & { readonly etag: string | undefined }> {
  const uri = formatAddress(address);
  const isRange = start > 0 || end !== Number.POSITIVE_INFINITY;
  const command = new GetObjectCommand({
    ...at(address),
    ...(version !== undefined && { IfMatch: quoted(version) }),
    ...(isRange && { Range: `bytes=${start}-${end === Number.POSITIVE_INFINITY ? '' : end - 1}` }),
  });
  const answer = await onStore(uri, s3.client.send(command, until(signal)), signal).catch(
    async (cause: unknown) => {
      await refuseBadCredentials(s3, address, cause, signal);
      throw cause;
    },
  );
  const length = expectedLength(uri, answer, start, end);
  return { body: answer.Body as Readable, length, etag: answer.ETag };
}

/** @throws StorageError `changed` when it is shorter than `start`: then it is not what the caller knew */
async function emptyFrom(s3: S3, address: S3Address, start: number, options: ReadOptions): Promise<Readable> {
  const { ContentLength: size = 0 } = await headObject(s3, address, { ifMatch: options.version, ...options });
  if (size >= start) return Readable.from([], { objectMode: false });
  throw new StorageError('changed', `${formatAddress(address)}: it has ${size} bytes, and none at ${start}`);
}

/** Bytes that the stream must give. RFC 9110 14.4, Content-Range */
function expectedLength(uri: string, answer: GetObjectCommandOutput, start: number, end: number): number {
  const [, first, last] = /^bytes (\d+)-(\d+)\//.exec(answer.ContentRange ?? '') ?? [];
  const length = answer.ContentLength ?? Number.NaN;
  if (first === undefined && start === 0 && !(length > end)) return length;
  if (Number(first) === start && Number(last) < end) return Number(last) - Number(first) + 1;
  (answer.Body as Readable).destroy();
  throw new StorageError(
    'unavailable',
    `${uri}: the store gave ${answer.ContentRange ?? 'all'} instead of a range`,
  );
}
