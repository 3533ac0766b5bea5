import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { labelRoots } from './labels.ts';
import { rootsOf } from './roots.ts';

test.for([
  ['argument roots', 'data', 'data'],
  ['environment DATASET_DIRECTORY', '~/data', '~/data'],
  ['/etc/leat/leat.yaml line 7', 'data', '/etc/leat/data'],
  ['/etc/leat/leat.yaml line 7 (profile prod)', '../data', '/etc/data'],
  ['~/.config/leat/leat.yaml line 1', 'data', join(homedir(), '.config/leat/data')],
  ['/etc/leat/leat.yaml line 7', '~/data', join(homedir(), 'data')],
  ['/etc/leat/leat.yaml line 7', '/data', '/data'],
  ['/etc/leat/leat.yaml line 7', 's3://bucket/raw', 's3://bucket/raw'],
])('from %s, %s is %s', ([origin, root, expected]) => {
  const settings = { values: { roots: [root!] }, origin: () => origin! } as unknown as Parameters<
    typeof rootsOf
  >[0];
  expect(rootsOf(settings)).toEqual([expected]);
});

test.for([
  ['s3://bucket', 's3://bucket'],
  ['s3://bucket/', 's3://bucket'],
  ['s3://bucket/raw', 's3://bucket/raw'],
  ['s3://bucket/raw/', 's3://bucket/raw'],
  ['s3://bucket/raw//', 's3://bucket/raw/'],
  ['az://box/a b/%41/', 'az://box/a b/%41'],
])('%s is the root %s', ([root, path]) => {
  expect(labelRoots([root!], [])).toEqual([{ path, prefix: '' }]);
});
