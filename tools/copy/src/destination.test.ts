import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { destinationOf } from './destination.ts';

type Given = Parameters<typeof destinationOf>[0];
const given = (to: string, origin: string): Given =>
  ({ values: { to }, origin: () => origin }) as unknown as Given;

test.for([
  ['copies', 'flag --to', resolve('copies')],
  ['/data/copies/', 'flag --to', '/data/copies'],
  ['/', 'flag --to', ''],
  ['file:///data/a%20b', 'flag --to', '/data/a b'],
  ['s3://bucket', 'flag --to', 's3://bucket'],
  ['s3://bucket/raw/', 'flag --to', 's3://bucket/raw'],
  ['az://box/raw', 'flag --to', 'az://box/raw'],
  ['copies', '/etc/leat/leat.yaml line 3', '/etc/leat/copies'],
  ['../copies', '/etc/leat/leat.yaml line 3 (profile prod)', '/etc/copies'],
  ['~/copies', '/etc/leat/leat.yaml line 3', join(homedir(), 'copies')],
  ['s3://bucket/raw', '/etc/leat/leat.yaml line 3', 's3://bucket/raw'],
])('%s of %s is %s', ([to, origin, expected]) => {
  expect(destinationOf(given(to!, origin!))).toBe(expected);
});

test.for(['s3://', 'az:///x', 'http://host/x', 'file://host/x', 'file:///caf%E9'])('%s is refused', (to) => {
  expect(() => destinationOf(given(to, 'flag --to'))).toThrow(expect.objectContaining({ code: 'bad_uri' }));
});
