import { expect, test } from 'vitest';
import { bucketOf } from './fixtures/bucket.ts';
import { scripted } from './fixtures/scripted.ts';
import { md5, names, well } from './fixtures/well.ts';

const MiB = 1024 * 1024;

test('a small object is one request, with its MD5', async () => {
  const { server, asked } = await scripted(well);
  const { store, at } = await bucketOf(server, 'bucket');
  const bytes = Buffer.from('bytes');
  const info = await store.write(at('key'), bytes, {
    metadata: { leat_rev: '1' },
    contentType: 'text/plain',
  });
  const version = md5(bytes).toString('hex');
  expect(info).toEqual({
    uri: 's3://bucket/key',
    size: 5,
    mtime: '2026-01-01T00:00:00.000Z',
    version,
    md5: version,
  });
  expect(names(asked)).toEqual(['PUT']);
  expect(asked[0]!.body).toEqual(bytes);
  expect(asked[0]!.headers).toMatchObject({
    'content-md5': md5(bytes).toString('base64'),
    'content-type': 'text/plain',
    'x-amz-meta-leat-rev': '1',
  });
  expect(asked[0]!.headers).not.toHaveProperty('x-amz-meta-leat-write');
  expect(asked[0]!.headers).not.toHaveProperty('expect');
});

test('where the SDK sends a checksum there is none of ours', async () => {
  const { server, asked } = await scripted(well);
  const { store, at } = await bucketOf(server, 'bucket', { checksums: 'always' });
  await store.write(at('key'), Buffer.from('bytes'));
  expect(asked[0]!.headers).toHaveProperty('x-amz-checksum-crc32');
  expect(asked[0]!.headers).not.toHaveProperty('content-md5');
  expect(String(asked[0]!.body)).toBe('bytes');
});

test('a large object is made of parts, each with its MD5', async () => {
  const { server, asked } = await scripted(well);
  const { store, at } = await bucketOf(server, 'bucket');
  const bytes = Buffer.alloc(9 * MiB, 'leat');
  let moved = 0;
  const info = await store.write(at('key'), bytes, { moved: (n) => void (moved += n) });
  expect(info).toEqual({
    uri: 's3://bucket/key',
    size: 9 * MiB,
    mtime: '2026-01-01T00:00:00.000Z',
    version: 'whole-2',
  });
  expect(moved).toBe(9 * MiB);
  expect(names(asked).toSorted()).toEqual(['HEAD', 'POST', 'POST uploads', 'PUT part 1', 'PUT part 2']);
  const parts = asked.filter(({ query }) => query.has('partNumber'));
  for (const { headers, body } of parts) expect(headers['content-md5']).toBe(md5(body).toString('base64'));
  const complete = asked.find(({ method, query }) => method === 'POST' && query.has('uploadId'))!;
  expect(String(complete.body)).toContain(
    `<ETag>&quot;${md5(bytes.subarray(8 * MiB)).toString('hex')}&quot;</ETag>`,
  );
});

test('the checksums of the SDK are named when the parts become one', async () => {
  const { server, asked } = await scripted((one) => {
    const crc = one.headers['x-amz-checksum-crc32'];
    return crc === undefined ? well(one) : { headers: { etag: '"part"', 'x-amz-checksum-crc32': crc } };
  });
  const { store, at } = await bucketOf(server, 'bucket', { checksums: 'always' });
  await store.write(at('key'), Buffer.alloc(9 * MiB, 'leat'));
  const complete = asked.find(({ method, query }) => method === 'POST' && query.has('uploadId'))!;
  expect(String(complete.body).match(/<ChecksumCRC32>/g)).toHaveLength(2);
});
