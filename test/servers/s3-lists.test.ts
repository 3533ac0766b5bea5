import {
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  type ListMultipartUploadsCommandOutput,
  type ListObjectsV2CommandOutput,
  type ListPartsCommandOutput,
  type S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientOf, outcome } from './s3/client.ts';
import { openSession, type Session } from './s3/session.ts';
import { startS3, type StrictS3 } from './s3.ts';

let server: StrictS3;
let s3: S3Client;
let session: Session;
beforeAll(async () => {
  server = await startS3();
  server.createBucket('b');
  s3 = clientOf(server);
  session = openSession(s3, 'b');
});
afterAll(async () => {
  s3.destroy();
  await server.stop();
});

const named = (index: number): string =>
  `many/${String(index % 50).padStart(2, '0')}/${String(index).padStart(4, '0')}`;

async function pages(more: { Prefix?: string; Delimiter?: string; MaxKeys?: number }): Promise<string[][]> {
  const found: string[][] = [];
  let ContinuationToken: string | undefined;
  do {
    const page: ListObjectsV2CommandOutput = await s3.send(
      new ListObjectsV2Command({
        Bucket: 'b',
        ...more,
        ...(ContinuationToken !== undefined && { ContinuationToken }),
      }),
    );
    const keys = [
      ...(page.Contents ?? []).map(({ Key = '' }) => Key),
      ...(page.CommonPrefixes ?? []).map(({ Prefix = '' }) => Prefix),
    ];
    expect(page.KeyCount).toBe(keys.length);
    found.push(keys);
    ContinuationToken = page.NextContinuationToken;
    expect(page.IsTruncated).toBe(ContinuationToken !== undefined);
  } while (ContinuationToken !== undefined);
  return found;
}

test('2,500 keys come in pages of 1,000, in order, each once', async () => {
  for (let index = 0; index < 2500; index += 1) server.putSparse('b', named(index), 1);
  const found = await pages({ Prefix: 'many/', MaxKeys: 5000 });
  expect(found.map(({ length }) => length)).toEqual([1000, 1000, 500]);
  expect(found.flat()).toEqual(Array.from({ length: 2500 }, (_, index) => named(index)).sort());
});

test('common prefixes count, and none comes on two pages', async () => {
  const found = await pages({ Prefix: 'many/', Delimiter: '/', MaxKeys: 7 });
  expect(found.flat()).toEqual(
    Array.from({ length: 50 }, (_, index) => `many/${String(index).padStart(2, '0')}/`),
  );
  expect(found.map(({ length }) => length)).toEqual([7, 7, 7, 7, 7, 7, 7, 1]);
});

test('a page that is full at the end is the last', async () => {
  expect((await pages({ Prefix: 'many/00/', MaxKeys: 25 })).map(({ length }) => length)).toEqual([25, 25]);
});

test('a token of somebody else is refused', async () => {
  const sent = s3.send(new ListObjectsV2Command({ Bucket: 'b', ContinuationToken: 'many/00/0000' }));
  expect(await outcome(sent)).toBe('400 InvalidArgument');
});

test('uploads come by key and age, in pages', async () => {
  const ids: string[] = [];
  for (const key of ['u/b', 'u/a', 'u/b', 'v']) ids.push(await session.begin(key));
  const found: (string | undefined)[] = [];
  let markers: { KeyMarker?: string; UploadIdMarker?: string } = {};
  for (;;) {
    const page: ListMultipartUploadsCommandOutput = await s3.send(
      new ListMultipartUploadsCommand({
        Bucket: 'b',
        Prefix: 'u/',
        MaxUploads: 1,
        EncodingType: 'url',
        ...markers,
      }),
    );
    found.push(...(page.Uploads ?? []).map(({ UploadId }) => UploadId));
    if (page.IsTruncated !== true) break;
    markers = { KeyMarker: page.NextKeyMarker ?? '', UploadIdMarker: page.NextUploadIdMarker ?? '' };
  }
  expect(found).toEqual([ids[1], ids[0], ids[2]]);
});

test('parts come by number, in pages', async () => {
  const UploadId = await session.begin('parts');
  for (const number of [10, 9, 2, 1]) await session.part('parts', UploadId, number, `part ${number}`);
  const found: (number | undefined)[] = [];
  let PartNumberMarker: string | undefined;
  for (;;) {
    const page: ListPartsCommandOutput = await s3.send(
      new ListPartsCommand({ Bucket: 'b', Key: 'parts', UploadId, MaxParts: 3, PartNumberMarker }),
    );
    found.push(...(page.Parts ?? []).map(({ PartNumber }) => PartNumber));
    if (page.IsTruncated !== true) break;
    PartNumberMarker = page.NextPartNumberMarker;
  }
  expect(found).toEqual([1, 2, 9, 10]);
});
