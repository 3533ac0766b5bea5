import { expect, test } from 'vitest';
import { bucketOf } from './fixtures/bucket.ts';
import { scripted } from './fixtures/scripted.ts';
import { listedIn } from './listed.ts';

const time = '<LastModified>2026-01-01T00:00:00.000Z</LastModified>';
const rest = '<ETag>&quot;e&quot;</ETag><Size>5</Size>';
const plain = `<Contents><Key>a</Key>${time}${rest}</Contents>`;
const a = { name: 'a', size: 5, modified: Date.UTC(2026, 0, 1), version: 'e' };

test.each([
  ['as AWS writes it', plain],
  ['with lines and spaces', plain.replaceAll('><', '>\n  <')],
  [
    'with more in it',
    plain.replace('<Size>', '<Owner><ID>i</ID></Owner><StorageClass>S</StorageClass><Size>'),
  ],
  ['in another order', `<Contents>${rest}${time}<Key>a</Key></Contents>`],
  ['with the quotes of other stores', plain.replaceAll('&quot;', '&#34;')],
  ['with quotes that are not escaped', plain.replaceAll('&quot;', '"')],
  ['with a time without fractions', plain.replace('.000Z', 'Z')],
])('objects are taken out of a listing %s', (_, object) => {
  const xml = `<ListBucketResult><Name>b</Name>${object}\n${object}<KeyCount>2</KeyCount></ListBucketResult>`;
  expect(listedIn(xml)).toEqual({
    listed: [a, a],
    rest: '<ListBucketResult><Name>b</Name><KeyCount>2</KeyCount></ListBucketResult>',
  });
});

const odd: [string, string, string][] = [
  ['a name with an entity', plain.replace('>a<', '>a&amp;b<'), 'a&b'],
  ['a name in a CDATA', plain.replace('>a<', '><![CDATA[a]]><'), 'a'],
  ['a comment', plain.replace('<Key>', '<!-- <Key>b</Key> --><Key>'), 'a'],
  ['an attribute', plain.replace('<Key>', '<Key type="text">'), 'a'],
  ['no ETag', plain.replace(/<ETag>.*<\/ETag>/, ''), 'a'],
  [
    'something else between objects',
    `${plain}<CommonPrefixes><Prefix>c</Prefix></CommonPrefixes>${plain}`,
    'a',
  ],
];

test.each(odd)('the SDK reads a listing with %s', async (_, contents, name) => {
  const body = `<ListBucketResult>${contents}</ListBucketResult>`;
  expect(listedIn(body)).toBeUndefined();
  const { server } = await scripted(() => ({ body }));
  const { store, at } = await bucketOf(server, 'bucket');
  const [first] = await Array.fromAsync(store.list(at('')));
  expect(first).toMatchObject({ uri: `s3://bucket/${name}`, size: 5, mtime: '2026-01-01T00:00:00.000Z' });
});

test('a listing that is cut off is asked for again', async () => {
  const body = `<ListBucketResult>${plain}</ListBucketResult>`;
  const { server, asked } = await scripted((_, number) =>
    number === 1 ? { body, headers: { 'content-length': body.length + 10 }, isCut: true } : { body },
  );
  const { store, at } = await bucketOf(server, 'bucket');
  expect(await Array.fromAsync(store.list(at('')))).toHaveLength(1);
  expect(asked).toHaveLength(2);
});
