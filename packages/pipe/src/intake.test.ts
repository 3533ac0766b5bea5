import { expect, test } from 'vitest';
import * as z from 'zod';
import { takeRecord, takeRow } from './intake.ts';
import type { JsonObject } from './json-line.ts';

const schema = z.object({
  key: z.string(),
  size: z.number().optional(),
  files: z.array(z.object({ name: z.string() })).optional(),
});
const lineOf = (parsed: JsonObject, heldId?: string) => ({ text: JSON.stringify(parsed), parsed, heldId });

test('the item has the contract, the text as it came and what the schema made of it', () => {
  const parsed = { key: 'a', rev: '1', uri: '/x', size: 5, extra: true };
  expect(takeRecord(lineOf(parsed, 'id'), 3, schema).item).toEqual({
    text: JSON.stringify(parsed),
    parsed,
    record: { key: 'a', size: 5 },
    key: 'a',
    rev: '1',
    uri: '/x',
    dryRun: false,
    line: 3,
    heldId: 'id',
  });
});

test('without a schema the record is what was parsed', () => {
  const parsed = { key: 'a' };
  expect(takeRecord(lineOf(parsed), 1, undefined).item?.record).toBe(parsed);
});

test('a record that the schema refuses keeps its identity, and the line that it makes up for', () => {
  const { refused } = takeRecord(lineOf({ key: 'a', size: 'x', files: [{}, { name: 1 }] }, 'id'), 1, schema);
  expect(refused).toMatchObject({ item: { key: 'a', heldId: 'id' }, heldId: 'id' });
  expect(refused?.failure).toMatchObject({ class: 'reject', code: 'bad_record' });
  expect(refused?.failure.message).toMatch(/^size: .*; files\[0\]\.name: .*; files\[1\]\.name: /);
});

test('the first three problems are named, and the rest counted', () => {
  const files = [{}, {}, {}, {}, {}];
  expect(takeRecord(lineOf({ key: 'a', files }), 1, schema).refused?.failure.message).toMatch(/ and 2 more$/);
});

test('a record without a key has no identity to be kept under', () => {
  const { refused } = takeRecord(lineOf({ size: 1 }, 'id'), 1, schema);
  expect(refused).toMatchObject({ item: undefined, text: '{"size":1}', heldId: 'id' });
  expect(refused?.failure.message).toBe('key must be a non-empty text, it is missing');
});

test('a row has no identity and no reserved names', () => {
  const row = { key: 5, rev: [], dryRun: 'yes', error: 'x' };
  expect(takeRow(lineOf(row), 1, undefined).item).toMatchObject({
    key: '',
    rev: '',
    dryRun: false,
    record: row,
  });
  expect(takeRow(lineOf({ size: 'x' }), 1, z.object({ size: z.number() })).refused?.item).toBeUndefined();
});
