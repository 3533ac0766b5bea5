import type { Footer } from '@leat/parquet';
import { expect, test } from 'vitest';
import { claims, hasSource, markersFor, metadataFor, metadataHasSource } from './markers.ts';

const footerOf = (entries: Record<string, string>): Footer =>
  ({ keyValues: new Map(Object.entries(entries)) }) as unknown as Footer;
const source = { uri: 'az://c/raw.parquet', version: '0x1' };
const row = { keep: 'first' } as const;
const key = { key: ['product', 'time'], keep: 'last' } as const;

test('a footer remembers which rows are the same, and which versions of which sources are in the table', () => {
  const footer = footerOf(markersFor(undefined, key, [source], 'last of product,time'));
  expect(claims(footer, key)).toBe(true);
  expect(claims(footer, { ...key, key: ['time'] })).toBe(false);
  expect(hasSource(footer, source, 'last of product,time')).toBe(true);
  expect(hasSource(footer, { ...source, version: '0x2' }, 'last of product,time')).toBe(false);
  expect(hasSource(footer, source, 'row')).toBe(false);
});

test.for([
  ['row', undefined, true],
  ['row', ['time'], false],
  ['["time"]', ['time'], true],
  ['["time"]', ['product', 'time'], true],
  ['["time"]', undefined, true],
  ['["product","time"]', ['time'], false],
  ['[', undefined, false],
  ['3', undefined, false],
] as const)('what is unique by %s is so by %j: %s', ([claim, columns, isClaimed]) => {
  const equality = columns === undefined ? row : { key: columns, keep: 'first' as const };
  expect(claims(footerOf({ 'leat.unique': claim }), equality)).toBe(isClaimed);
});

test('it remembers the last twenty, and each once', () => {
  let footer = footerOf({});
  for (let at = 0; at < 25; at++)
    footer = footerOf(markersFor(footer, row, [{ uri: `u${at % 24}`, version: String(at) }], 'row'));
  const known = JSON.parse(footer.keyValues.get('leat.sources')!) as Record<string, string>;
  expect(Object.keys(known)).toHaveLength(20);
  expect(Object.keys(known).at(-1)).toBe('u0');
  expect(known['u0']).toBe('24 row');
});

test("somebody else's entries tell nothing", () => {
  expect(hasSource(footerOf({ 'leat.sources': '[' }), source, 'row')).toBe(false);
  expect(hasSource(footerOf({ 'leat.sources': 'null' }), source, 'row')).toBe(false);
  expect(claims(footerOf({}), row)).toBe(false);
});

test('the metadata of the object tells the last source, and keeps what others wrote', () => {
  const metadata = metadataFor({ owner: 'me' }, [{ uri: 'other', version: '1' }, source], 'row');
  expect(metadata['owner']).toBe('me');
  expect(metadataHasSource(metadata, source, 'row')).toBe(true);
  expect(metadataHasSource(metadata, source, 'last of time')).toBe(false);
  expect(metadataHasSource(undefined, source, 'row')).toBe(false);
  expect(metadataFor(undefined, [], 'row')).toEqual({});
});
