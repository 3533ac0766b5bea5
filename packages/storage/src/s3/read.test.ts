import { buffer, text } from 'node:stream/consumers';
import { expect, test, vi } from 'vitest';
import { bucketOf } from './fixtures/bucket.ts';
import { refusal, scripted, type Reply } from './fixtures/scripted.ts';

const range = (start: number, end: number, body: string): Reply => ({
  status: 206,
  headers: { 'content-range': `bytes ${start}-${end - 1}/10` },
  body,
});

test('asks for the range and the version', async () => {
  const { server, asked } = await scripted(() => range(3, 5, '34'));
  const { store, at } = await bucketOf(server, 'bucket');
  expect(await text(await store.read(at('key'), { start: 3, end: 5, version: 'v' }))).toBe('34');
  expect(asked[0]!.headers).toMatchObject({ range: 'bytes=3-4', 'if-match': '"v"' });
});

test.each<[string, object, Reply]>([
  ['a body that is cut off', {}, { headers: { 'content-length': 10 }, body: '01234', isCut: true }],
  ['a range that is short', { start: 3, end: 6 }, range(3, 6, '34')],
  ['a range that is ignored', { start: 3 }, { body: '0123456789' }],
  ['an end that is ignored', { end: 3 }, { body: '0123456789' }],
  ['another range', { start: 3, end: 5 }, range(0, 2, '01')],
  ['more than was asked for', { start: 3, end: 5 }, range(3, 6, '345')],
])('%s is not passed off', async (_, options, reply) => {
  const { server } = await scripted(() => reply);
  const { store, at } = await bucketOf(server, 'bucket');
  const read = async (): Promise<Buffer> => buffer(await store.read(at('key'), options));
  await expect(read()).rejects.toMatchObject({ reason: 'unavailable', class: 'retry' });
});

test('the checksum of a whole object is checked, of AWS', async () => {
  const { server } = await scripted(() => ({
    headers: { 'x-amz-checksum-crc32': 'AAAAAA==' },
    body: 'bytes',
  }));
  const { store, at } = await bucketOf(server, 'bucket', { checksums: 'always' });
  const read = async (): Promise<Buffer> => buffer(await store.read(at('key')));
  await expect(read()).rejects.toMatchObject({
    reason: 'unavailable',
    message: expect.stringMatching(/[Cc]hecksum/),
  });
});

test.each([
  ['before its first byte', 0, 'auto'],
  ['in the middle', 1, 'auto'],
  ['before its first byte, of AWS', 0, 'always'],
  ['in the middle, of AWS', 1, 'always'],
] as const)('a stream that is given up %s ends its connection', async (_, blocks, checksums) => {
  const headers = { 'x-amz-checksum-crc32': 'AAAAAA==' };
  const { server, broken } = await scripted(() => ({ headers, body: Buffer.alloc(50_000_000) }));
  const { store, at } = await bucketOf(server, 'bucket', { checksums });
  const stream = await store.read(at('key'));
  if (blocks > 0) await stream[Symbol.asyncIterator]().next();
  stream.destroy();
  await vi.waitUntil(() => broken.length > 0, 30_000);
  expect(broken).toEqual([1]);
});

test('a signal ends a stream with its reason', async () => {
  const { server, broken } = await scripted(() => ({ body: Buffer.alloc(50_000_000) }));
  const { store, at } = await bucketOf(server, 'bucket');
  const stop = new AbortController();
  const reason = new Error('enough');
  const stream = await store.read(at('key'), { signal: stop.signal });
  const read = async (): Promise<void> => {
    for await (const _block of stream) stop.abort(reason);
  };
  await expect(read()).rejects.toBe(reason);
  await vi.waitUntil(() => broken.length > 0, 30_000);
});

test('a stream that stands still is given up', async () => {
  const { server } = await scripted(() => ({ headers: { 'content-length': 10 }, body: '01234' }));
  const { store, at } = await bucketOf(server, 'bucket', { idleTimeout: 0.05 });
  const read = async (): Promise<Buffer> => buffer(await store.read(at('key')));
  await expect(read()).rejects.toMatchObject({ reason: 'unavailable' });
});

test.each([0, 5])(
  'a reader may take longer than a transfer may stand still, after %d blocks',
  async (pause) => {
    const whole = Buffer.alloc(20_000_000, 'leat');
    const { server, asked } = await scripted(({ headers }) => {
      const [, first] = /bytes=(\d+)-/.exec(headers['range'] ?? '') ?? [];
      if (first === undefined) return { headers: { etag: '"v"' }, body: whole };
      const range = `bytes ${first}-${whole.length - 1}/${whole.length}`;
      return { status: 206, headers: { 'content-range': range }, body: whole.subarray(Number(first)) };
    });
    const { store, at } = await bucketOf(server, 'bucket', { idleTimeout: 0.3 });
    const blocks: Buffer[] = [];
    const stream = await store.read(at('key'));
    if (pause === 0) await new Promise((resolve) => setTimeout(resolve, 1000));
    for await (const block of stream as AsyncIterable<Buffer>) {
      if (pause > 0 && blocks.length === pause) await new Promise((resolve) => setTimeout(resolve, 1000));
      blocks.push(block);
    }
    expect(Buffer.concat(blocks).equals(whole)).toBe(true);
    // More than two where the machine stood still.
    const [first, ...later] = asked.map(({ headers }) => headers['if-match']);
    expect(first).toBeUndefined();
    expect(new Set(later)).toEqual(new Set(['"v"']));
  },
);

test('a stream that breaks before anybody reads from it fails when somebody does', async () => {
  const headers = { 'x-amz-checksum-crc32': 'AAAAAA==', 'content-length': 10 };
  const { server, broken } = await scripted(() => ({ headers, body: '01234', isCut: true }));
  const { store, at } = await bucketOf(server, 'bucket', { checksums: 'always' });
  const stream = await store.read(at('key'));
  await vi.waitUntil(() => broken.length > 0, 30_000);
  await new Promise((resolve) => setTimeout(resolve, 50));
  await expect(buffer(stream)).rejects.toMatchObject({ reason: 'unavailable' });
});

test.each([
  [{ start: 10 }, ''],
  [{ start: 10, end: 12 }, ''],
])('%j of ten bytes is nothing', async (options, expected) => {
  const { server } = await scripted(({ method }) =>
    method === 'HEAD' ? { headers: { 'content-length': 10 } } : refusal(416, 'InvalidRange'),
  );
  const { store, at } = await bucketOf(server, 'bucket');
  expect(await text(await store.read(at('key'), options))).toBe(expected);
  await expect(store.read(at('key'), { start: 11 })).rejects.toMatchObject({ reason: 'changed' });
});

test('no bytes of what is not there are a failure, too', async () => {
  const { server, asked } = await scripted(({ path }) => ({ status: path === '/bucket/' ? 200 : 404 }));
  const { store, at } = await bucketOf(server, 'bucket');
  await expect(store.read(at('key'), { end: 0, version: 'v' })).rejects.toMatchObject({ reason: 'notFound' });
  expect(asked[0]).toMatchObject({ method: 'HEAD', headers: { 'if-match': '"v"' } });
});
