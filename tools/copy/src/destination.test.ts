import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { destinationOf } from './destination.ts';

type Given = Parameters<typeof destinationOf>[0];
const given = (to: string): Given => ({ values: { to } }) as Given;

test.for([
  ['copies', resolve('copies')],
  ['/data/copies/', '/data/copies'],
  ['/', ''],
  ['file:///data/a%20b', '/data/a b'],
  ['s3://bucket', 's3://bucket'],
  ['s3://bucket/raw/', 's3://bucket/raw'],
  ['az://box/raw', 'az://box/raw'],
])('%s is %s', ([to, expected]) => {
  expect(destinationOf(given(to!))).toBe(expected);
});

test.for(['s3://', 'az:///x', 'http://host/x', 'file://host/x', 'file:///caf%E9'])('%s is refused', (to) => {
  expect(() => destinationOf(given(to))).toThrow(expect.objectContaining({ code: 'bad_uri' }));
});
