import { expect, test } from 'vitest';
import { headersOf, sentWith } from './headers.ts';
import { fromHeaders, toHeaders } from './metadata.ts';

test('names have no _ on the way, and have it again afterwards', () => {
  const metadata = { leat_source: 'x', rev: '1' };
  expect(toHeaders(metadata)).toEqual({ 'leat-source': 'x', rev: '1' });
  expect(fromHeaders(toHeaders(metadata))).toEqual(metadata);
});

test("whose write it was is nobody else's metadata, and is not taken over", () => {
  const { Metadata: written } = sentWith({ metadata: { rev: '1' } }, 'id');
  expect(written).toEqual({ rev: '1', 'leat-write': 'id' });
  expect(fromHeaders(written)).toEqual({ rev: '1' });
  expect(headersOf({ Metadata: written, ContentType: 'text/plain', CacheControl: undefined })).toEqual({
    Metadata: { rev: '1' },
    ContentType: 'text/plain',
  });
});

test('what is taken over keeps its names; what is given counts more', () => {
  const headers = { Metadata: { their_name: 'x' }, ContentType: 'text/plain', CacheControl: 'no-cache' };
  expect(sentWith({ headers }).Metadata).toEqual({ their_name: 'x' });
  expect(sentWith({ headers, metadata: { a_b: '1' }, contentType: 'image/png' })).toEqual({
    Metadata: { 'a-b': '1' },
    ContentType: 'image/png',
    CacheControl: 'no-cache',
  });
});
