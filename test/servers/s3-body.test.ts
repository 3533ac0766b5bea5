import {
  PutObjectCommand,
  UploadPartCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
} from '@aws-sdk/client-s3';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask, type Question, type Seed } from './s3/ask.ts';
import { checksumOf } from './s3/checksums.ts';
import { clientOf } from './s3/client.ts';
import { sha256, signText } from './s3/signature.ts';
import { startS3, type StrictS3 } from './s3.ts';

let server: StrictS3;
beforeAll(async () => {
  server = await startS3();
  server.createBucket('b');
});
afterAll(() => server.stop());

test.for(['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const)(
  'the SDK sends and checks %s, of bytes and of a stream',
  async (ChecksumAlgorithm) => {
    const s3 = clientOf(server);
    const bytes = Buffer.alloc(100_000, 'leat');
    const Body = Readable.from([bytes.subarray(0, 70_000), bytes.subarray(70_000)]);
    await s3.send(new PutObjectCommand({ Bucket: 'b', Key: 'bytes', Body: bytes, ChecksumAlgorithm }));
    await s3.send(
      new PutObjectCommand({
        Bucket: 'b',
        Key: 'stream',
        Body,
        ContentLength: bytes.length,
        ChecksumAlgorithm,
      }),
    );
    for (const Key of ['bytes', 'stream']) {
      const reply = await s3.send(new GetObjectCommand({ Bucket: 'b', Key, ChecksumMode: 'ENABLED' }));
      expect(Buffer.from((await reply.Body?.transformToByteArray()) ?? []).equals(bytes)).toBe(true);
      expect(reply[`Checksum${ChecksumAlgorithm}`]).toBeDefined();
    }
    s3.destroy();
  },
);

test('a part may come as a stream with a checksum behind it', async () => {
  const s3 = clientOf(server);
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket: 'b', Key: 'k' }));
  const Body = Readable.from([Buffer.alloc(9000)]);
  const part = new UploadPartCommand({
    Bucket: 'b',
    Key: 'k',
    UploadId,
    PartNumber: 1,
    Body,
    ContentLength: 9000,
  });
  expect(await s3.send(part)).toHaveProperty('ChecksumCRC32');
  s3.destroy();
});

const SIGNED = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD';
const FIRST = Buffer.alloc(8192, 'a');
const LAST = Buffer.from('tail');
const BYTES = Buffer.concat([FIRST, LAST]);
const CRC = checksumOf('x-amz-checksum-crc32', BYTES) ?? '';

/** Chunks with their signatures, then the trailer with its own. */
function signedChunks(chunks: readonly Buffer[], trailer?: string): (seed: Seed) => Buffer {
  return ({ signature, time, scope, key }) => {
    let previous = signature;
    const next = (kind: string, ...hashes: string[]): string => {
      previous = signText([`AWS4-HMAC-SHA256-${kind}`, time, scope, previous, ...hashes].join('\n'), key);
      return previous;
    };
    const parts: Buffer[] = [];
    for (const chunk of [...chunks, Buffer.alloc(0)]) {
      const signed = next('PAYLOAD', sha256(''), sha256(chunk));
      parts.push(Buffer.from(`${chunk.length.toString(16)};chunk-signature=${signed}\r\n`), chunk);
      if (chunk.length > 0) parts.push(Buffer.from('\r\n'));
    }
    if (trailer !== undefined) {
      const signed = next('TRAILER', sha256(`${trailer}\n`));
      parts.push(Buffer.from(`${trailer}\r\nx-amz-trailer-signature:${signed}\r\n`));
    }
    return Buffer.concat([...parts, Buffer.from('\r\n')]);
  };
}

const unsigned = (chunks: readonly Buffer[], end: string) => (): Buffer =>
  Buffer.concat([
    ...chunks.flatMap((chunk) => [
      Buffer.from(`${chunk.length.toString(16)}\r\n`),
      chunk,
      Buffer.from('\r\n'),
    ]),
    Buffer.from(`0\r\n${end}\r\n`),
  ]);

function chunked(
  payloadHash: string,
  encode: (seed: Seed) => Buffer,
  more: Record<string, string> = {},
): Question {
  const headers = {
    'content-encoding': 'aws-chunked',
    'x-amz-decoded-content-length': String(BYTES.length),
    ...(payloadHash.endsWith('TRAILER') && { 'x-amz-trailer': 'x-amz-checksum-crc32' }),
    ...more,
  };
  return { payloadHash, encode, headers };
}

const UNSIGNED = 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';
const TRAILER = `x-amz-checksum-crc32:${CRC}`;
const WRONG = 'x-amz-checksum-crc32:AAAAAA==';
const CHUNKS = [FIRST, LAST];

test.for<readonly [string, Question, string]>([
  ['signed chunks', chunked(SIGNED, signedChunks(CHUNKS)), '200'],
  ['signed chunks and trailer', chunked(`${SIGNED}-TRAILER`, signedChunks(CHUNKS, TRAILER)), '200'],
  ['a signed but wrong trailer', chunked(`${SIGNED}-TRAILER`, signedChunks(CHUNKS, WRONG)), '400 BadDigest'],
  [
    'a chunk changed under way',
    chunked(SIGNED, (seed) => changed(signedChunks(CHUNKS)(seed))),
    '403 SignatureDoesNotMatch',
  ],
  ['unsigned chunks and trailer', chunked(UNSIGNED, unsigned(CHUNKS, `${TRAILER}\r\n`)), '200'],
  ['a wrong trailer', chunked(UNSIGNED, unsigned(CHUNKS, `${WRONG}\r\n`)), '400 BadDigest'],
  ['a trailer that does not come', chunked(UNSIGNED, unsigned(CHUNKS, '')), '400 MalformedTrailerError'],
  [
    'a small chunk that is not the last',
    chunked(UNSIGNED, unsigned([LAST, FIRST], `${TRAILER}\r\n`)),
    '403 InvalidChunkSizeError',
  ],
  [
    'another length',
    chunked(UNSIGNED, unsigned(CHUNKS, `${TRAILER}\r\n`), { 'x-amz-decoded-content-length': '5' }),
    '400 IncompleteBody',
  ],
  ['a body cut off', chunked(UNSIGNED, () => unsigned(CHUNKS, '')().subarray(0, 5000)), '400 IncompleteBody'],
  [
    'bytes behind the end',
    chunked(UNSIGNED, () => Buffer.concat([unsigned(CHUNKS, `${TRAILER}\r\n`)(), LAST])),
    '400 IncompleteBody',
  ],
  ['a body that is in no chunks', chunked(UNSIGNED, () => BYTES), '400 IncompleteBody'],
])('aws-chunked: %s', async ([, question, ended]) => {
  const { status, code } = await ask(server, 'PUT', '/b/chunked', question);
  expect([status, code].join(' ').trim()).toBe(ended);
});

test('a checksum that is announced must come', async () => {
  const headers = { 'x-amz-sdk-checksum-algorithm': 'CRC32' };
  expect(await ask(server, 'PUT', '/b/k', { body: 'x', headers })).toMatchObject({ code: 'InvalidRequest' });
});

test('a body of unknown length is refused', async () => {
  const question = { body: 'x', unsigned: { 'transfer-encoding': 'chunked' } };
  expect(await ask(server, 'PUT', '/b/k', question)).toMatchObject({
    status: 411,
    code: 'MissingContentLength',
  });
});

test('nothing of a refused body is stored', async () => {
  await ask(server, 'PUT', '/b/refused', chunked(UNSIGNED, unsigned(CHUNKS, `${WRONG}\r\n`)));
  expect(server.objects('b').has('refused')).toBe(false);
});

function changed(bytes: Buffer): Buffer {
  bytes[200] = 'b'.charCodeAt(0);
  return bytes;
}
