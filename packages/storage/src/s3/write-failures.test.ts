import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { bucketOf } from './fixtures/bucket.ts';
import { refusal, scripted, type Asked } from './fixtures/scripted.ts';
import { names, well } from './fixtures/well.ts';

const MiB = 1024 * 1024;

test.each<[string, (asked: Asked) => boolean, string]>([
  ['a part', ({ query }) => query.get('partNumber') === '2', 'AccessDenied'],
  ['the end', ({ method, query }) => method === 'POST' && query.has('uploadId'), 'InvalidPart'],
])('when %s fails, the upload is ended', async (_, fails, code) => {
  const { server, asked } = await scripted((one) => (fails(one) ? refusal(400, code) : well(one)));
  const { store, at } = await bucketOf(server, 'bucket');
  await expect(store.write(at('key'), Buffer.alloc(9 * MiB))).rejects.toMatchObject({
    message: expect.stringContaining(code === 'AccessDenied' ? 'access is denied' : code),
  });
  expect(names(asked)).toContain('DELETE');
});

test('when the upload cannot be ended either, the first error counts', async () => {
  const { server } = await scripted((one) =>
    one.method === 'DELETE' || one.query.has('partNumber') ? refusal(403, one.method) : well(one),
  );
  const { store, at } = await bucketOf(server, 'bucket');
  await expect(store.write(at('key'), Buffer.alloc(9 * MiB))).rejects.toMatchObject({
    message: expect.stringContaining('PUT: said so'),
  });
});

test('what the source throws comes out as it is, and the upload is ended', async () => {
  const { server, asked } = await scripted(well);
  const { store, at } = await bucketOf(server, 'bucket');
  const broken = new Error('source');
  async function* source(): AsyncGenerator<Buffer> {
    yield Buffer.alloc(10 * MiB);
    throw broken;
  }
  await expect(store.write(at('key'), source())).rejects.toBe(broken);
  expect(names(asked)).toContain('DELETE');
});

test.each([
  ['small', 10, 11],
  ['small', 10, 9],
  ['large', 9 * MiB, 10 * MiB],
  ['large', 9 * MiB, 9 * MiB - 1],
])('a %s source of another length is an error, and nothing is written', async (_, length, size) => {
  const { server, asked } = await scripted(well);
  const { store, at } = await bucketOf(server, 'bucket');
  async function* source(): AsyncGenerator<Buffer> {
    yield Buffer.alloc(length);
  }
  await expect(store.write(at('key'), source(), { size })).rejects.toThrow(RangeError);
  const sent = names(asked);
  expect(sent).not.toContain('PUT');
  expect(sent).not.toContain('POST');
  expect(sent.includes('DELETE')).toBe(sent.length > 0);
});

test('a signal ends an upload with its reason, and the source', async () => {
  const { server, asked } = await scripted((one) => (one.query.has('partNumber') ? 'stall' : well(one)));
  const { store, at } = await bucketOf(server, 'bucket');
  const stop = new AbortController();
  const reason = new Error('enough');
  let isClosed = false;
  async function* source(): AsyncGenerator<Buffer> {
    try {
      for (;;) yield Buffer.alloc(MiB);
    } finally {
      isClosed = true;
    }
  }
  const written = store.write(at('key'), source(), { signal: stop.signal });
  written.catch(() => {});
  while (asked.filter(({ query }) => query.has('partNumber')).length < 4) await turn();
  stop.abort(reason);
  await expect(written).rejects.toBe(reason);
  expect(names(asked)).toContain('DELETE');
  expect(isClosed).toBe(true);
});

test('an error inside an answer of 200 is an error', async () => {
  const { server, asked } = await scripted((one) =>
    one.method === 'POST' && one.query.has('uploadId')
      ? { ...(refusal(200, 'InternalError') as object) }
      : well(one),
  );
  const { store, at } = await bucketOf(server, 'bucket');
  await expect(store.write(at('key'), Buffer.alloc(9 * MiB))).rejects.toMatchObject({
    reason: 'unavailable',
  });
  expect(names(asked).filter((name) => name === 'POST')).toHaveLength(3);
});

test('a store that says it has written what is not there is not believed', async () => {
  const { server } = await scripted((one) =>
    one.method === 'HEAD' ? { headers: { etag: '"old"' } } : well(one),
  );
  const { store, at } = await bucketOf(server, 'bucket');
  await expect(store.write(at('key'), Buffer.alloc(9 * MiB))).rejects.toMatchObject({
    reason: 'unavailable',
    message: expect.stringContaining('is not there'),
  });
});

test('a part that was damaged on its way is sent again by the next try, and not now', async () => {
  const { server, asked } = await scripted((one) =>
    one.query.get('partNumber') === '1' ? refusal(400, 'BadDigest') : well(one),
  );
  const { store, at } = await bucketOf(server, 'bucket');
  await expect(store.write(at('key'), Buffer.alloc(9 * MiB))).rejects.toMatchObject({
    reason: 'unavailable',
  });
  expect(names(asked).filter((name) => name === 'PUT part 1')).toHaveLength(1);
});
