import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startS3, type StrictS3 } from '../../../../test/servers/s3.ts';
import { newBucket } from './fixtures/bucket.ts';

const MiB = 1024 * 1024;

let server: StrictS3;
beforeAll(async () => {
  server = await startS3();
});
afterAll(() => server.stop());

test.each([
  ['a space', 'a b'],
  ['plus', 'a+b'],
  ['percent', '100%25 %'],
  ['hash and question mark', 'a#b?c=d&e'],
  ['composed', 'caf\u00E9'],
  ['decomposed', 'cafe\u0301'],
  ['an emoji', '\u{1F600}'],
  ['a slash first', '/a'],
  ['two slashes', 'a//b'],
  ['dots', 'a/./b/../c'],
  ['only dots', '..'],
  ['a slash last', 'a/'],
  ['quotes', `'"<>&\\`],
  ['sub-delimiters', "!*'()@:$,;=~"],
  ['control characters', 'a\u0001b\tc\nd\re\u007F'],
  ['a thousand characters', 'n'.repeat(1000)],
])('a name with %s comes back', async (_, key) => {
  const { store, at, name } = await newBucket(server);
  const bytes = Buffer.from(key);
  await store.write(at(key), bytes);
  expect([...server.objects(name).keys()]).toEqual([key]);
  expect(await store.stat(at(key))).toMatchObject({ uri: `s3://${name}/${key}`, size: bytes.length });
  expect((await Array.fromAsync(store.list(at('')))).map(({ uri }) => uri)).toEqual([`s3://${name}/${key}`]);
  expect(await Array.fromAsync(store.list(at(key)))).toHaveLength(1);
  expect(await text(await store.read(at(key)))).toBe(key);
  await store.copy(at(key), at('copy'));
  expect(await text(await store.read(at('copy')))).toBe(key);
  await store.write(at(key), Buffer.alloc(9 * MiB), { resumable: 'r' });
  await store.remove(at(key));
  expect([...server.objects(name).keys()]).toEqual(['copy']);
});

test('more than a page is listed, in order', async () => {
  const { store, at } = await newBucket(server);
  const keys = Array.from({ length: 2500 }, (_, index) => `k/${index}`);
  const small = Buffer.from('x');
  for (let from = 0; from < keys.length; from += 100)
    await Promise.all(keys.slice(from, from + 100).map((key) => store.write(at(key), small)));
  const listed = (await Array.fromAsync(store.list(at('k/')))).map(({ uri }) =>
    uri.split('/').slice(3).join('/'),
  );
  expect(listed).toEqual(keys.toSorted());
});
