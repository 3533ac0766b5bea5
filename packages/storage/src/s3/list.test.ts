import { expect, test, vi } from 'vitest';
import { bucketOf } from './fixtures/bucket.ts';
import { scripted, type Reply } from './fixtures/scripted.ts';

interface Listed {
  readonly key: string;
  readonly modified?: string;
}

/** A page as S3 gives it; `next` is the token of the one after it. */
function page(objects: readonly Listed[], { next = '', encoding = 'url' } = {}): Reply {
  const contents = objects.map(
    ({ key, modified = '2026-01-01T00:00:00.000Z' }) =>
      `<Contents><Key>${key}</Key><LastModified>${modified}</LastModified><ETag>"e"</ETag><Size>5</Size></Contents>`,
  );
  const more = next === '' ? '' : `<NextContinuationToken>${next}</NextContinuationToken>`;
  const type = encoding === '' ? '' : `<EncodingType>${encoding}</EncodingType>`;
  return {
    body: `<ListBucketResult>${type}<IsTruncated>${next !== ''}</IsTruncated>${more}${contents.join('')}</ListBucketResult>`,
  };
}

test('the next page is asked for while the first is worked on, and no more', async () => {
  const pages = [
    page([{ key: 'a' }, { key: 'b' }], { next: '1' }),
    page([{ key: 'c' }], { next: '2' }),
    page([]),
  ];
  const { server, asked } = await scripted(({ query }) => pages[Number(query.get('continuation-token'))]!);
  const { store, at } = await bucketOf(server, 'bucket');
  const listing = store.list(at('pre/'))[Symbol.asyncIterator]();
  expect((await listing.next()).value).toEqual({
    uri: 's3://bucket/a',
    size: 5,
    mtime: '2026-01-01T00:00:00.000Z',
    version: 'e',
  });
  await vi.waitUntil(() => asked.length > 1, 30_000);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(asked.map(({ query }) => query.get('continuation-token'))).toEqual([null, '1']);
  expect((await Array.fromAsync({ [Symbol.asyncIterator]: () => listing })).map(({ uri }) => uri)).toEqual([
    's3://bucket/b',
    's3://bucket/c',
  ]);
  expect(asked).toHaveLength(3);
  expect(asked[0]!.query.get('prefix')).toBe('pre/');
});

test.each([
  ['url', 'a+b%2Bc%25d%0A%01', 'a b+c%d\n\u0001'],
  ['url', 'a%20b', 'a b'],
  ['', 'a+b%2Bc', 'a+b%2Bc'],
])('a name in the encoding %j: %s', async (encoding, written, key) => {
  const { server } = await scripted(() => page([{ key: written }], { encoding }));
  const { store, at } = await bucketOf(server, 'bucket');
  const [object] = await Array.fromAsync(store.list(at('')));
  expect(object!.uri).toBe(`s3://bucket/${key}`);
});

test('only what was written at or after a time', async () => {
  const times = ['2026-01-01T00:00:00.999Z', '2026-01-01T00:00:01.000Z', '2026-01-02T00:00:00.000Z'];
  const objects = times.map((modified, index) => ({ key: String(index), modified }));
  const { server } = await scripted(() => page(objects));
  const { store, at } = await bucketOf(server, 'bucket');
  const listed = await Array.fromAsync(store.list(at(''), { since: '2026-01-01T00:00:01.000Z' }));
  expect(listed.map(({ mtime }) => mtime)).toEqual(times.slice(1));
});

test('a listing out of order fails, bytewise as it is', async () => {
  const names = ['\uE000', '\u{1F600}'];
  const encoded = (keys: string[]): Reply => page(keys.map((key) => ({ key: encodeURIComponent(key) })));
  const inOrder = await scripted(() => encoded(names));
  const right = await bucketOf(inOrder.server, 'bucket');
  expect(await Array.fromAsync(right.store.list(right.at('')))).toHaveLength(2);
  const other = await scripted(() => encoded(names.toReversed()));
  const wrong = await bucketOf(other.server, 'bucket');
  await expect(Array.fromAsync(wrong.store.list(wrong.at('')))).rejects.toMatchObject({
    reason: 'denied',
    message: expect.stringMatching(/ after .* only stores that list in order/),
  });
});

test('a page that fails fails the listing, after what came before it', async () => {
  const { server } = await scripted(({ query }) =>
    query.has('continuation-token') ? { status: 403 } : page([{ key: 'a' }], { next: '1' }),
  );
  const { store, at } = await bucketOf(server, 'bucket');
  const seen: string[] = [];
  const list = async (): Promise<void> => {
    for await (const { uri } of store.list(at(''))) seen.push(uri);
  };
  await expect(list()).rejects.toMatchObject({ reason: 'denied' });
  expect(seen).toEqual(['s3://bucket/a']);
});
