import type { IncomingHttpHeaders } from 'node:http';
import { createHash } from 'node:crypto';
import type { Authorized } from './authorize.ts';
import { checksumOf, isChecksum } from './checksums.ts';
import { decodeChunked } from './chunked.ts';
import type { S3Quirks } from './quirks.ts';
import { refuse } from './refusal.ts';
import { sha256 } from './signature.ts';

/** The bytes that a request brings, all its checksums having been found right. */
export interface Payload {
  readonly bytes: Buffer;
  /** By header name. */
  readonly checksums: Readonly<Record<string, string>>;
}

const STREAMING = new Set([
  'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
]);

/** Undoes the encoding of a body and checks it against everything that the request says about it. */
export function readPayload(
  raw: Buffer,
  headers: IncomingHttpHeaders,
  authorized: Authorized,
  quirks: S3Quirks,
): Payload {
  const { payloadHash } = authorized;
  const { bytes, trailers } = payloadHash.startsWith('STREAMING-')
    ? readStreaming(raw, headers, authorized, quirks)
    : { bytes: raw, trailers: {} };
  if (/^[\da-f]{64}$/.test(payloadHash)) {
    if (payloadHash !== sha256(bytes)) refuse('XAmzContentSHA256Mismatch');
  } else if (payloadHash !== 'UNSIGNED-PAYLOAD' && !STREAMING.has(payloadHash)) {
    refuse(
      'InvalidArgument',
      `x-amz-content-sha256 must be UNSIGNED-PAYLOAD, ${[...STREAMING].join(', ')} or a valid sha256 value.`,
    );
  }
  checkMd5(bytes, headers['content-md5']);
  const checksums = checkChecksums(bytes, { ...headers, ...trailers });
  if (headers['x-amz-sdk-checksum-algorithm'] !== undefined && Object.keys(checksums).length === 0) {
    refuse(
      'InvalidRequest',
      'x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.',
    );
  }
  return { bytes, checksums };
}

function readStreaming(
  raw: Buffer,
  headers: IncomingHttpHeaders,
  authorized: Authorized,
  quirks: S3Quirks,
): ReturnType<typeof decodeChunked> {
  if (!STREAMING.has(authorized.payloadHash)) refuse('NotImplemented');
  if (quirks.rejectsStreamingChecksums) refuse('MissingContentLength');
  const length = headers['x-amz-decoded-content-length'];
  if (length === undefined) refuse('MissingContentLength');
  const decoded = decodeChunked(raw, authorized);
  if (decoded.bytes.length !== Number(length)) refuse('IncompleteBody');
  const announced = headers['x-amz-trailer'];
  const names = announced === undefined ? [] : String(announced).toLowerCase().split(/ *, */);
  const come = Object.keys(decoded.trailers);
  if (names.toSorted().join(',') !== come.toSorted().join(',')) refuse('MalformedTrailerError');
  return decoded;
}

function checkMd5(bytes: Buffer, given: string | string[] | undefined): void {
  if (given === undefined) return;
  if (!/^[\w+/]{22}==$/.test(String(given))) refuse('InvalidDigest');
  if (createHash('md5').update(bytes).digest('base64') !== given) {
    refuse('BadDigest', 'The Content-MD5 you specified did not match what we received.');
  }
}

function checkChecksums(bytes: Buffer, given: IncomingHttpHeaders): Record<string, string> {
  const checksums: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    if (!isChecksum(name)) continue;
    const computed = checksumOf(name, bytes) ?? '';
    if (String(value).length !== computed.length)
      refuse('InvalidRequest', `Value for ${name} header is invalid.`);
    if (value !== computed) {
      const algorithm = name.slice('x-amz-checksum-'.length).toUpperCase();
      refuse('BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`);
    }
    checksums[name] = computed;
  }
  return checksums;
}
