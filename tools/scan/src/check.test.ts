import type { ValuesOf } from '@leat/config';
import type { Check } from '@leat/pipe';
import { expect, test } from 'vitest';
import { check } from './check.ts';
import { useScratch } from './end-to-end/scratch.ts';
import type { options, ScanSettings } from './options.ts';

const scratch = useScratch();

const values: ValuesOf<typeof options> = {
  roots: [],
  as: 'dataset',
  layout: undefined,
  label: [],
  settle: 30,
  marker: undefined,
  match: [],
  exclude: [],
  hidden: false,
  follow: false,
  since: undefined,
  hash: 'none',
  watch: undefined,
  resync: 3600,
};

const checked = (given: typeof values): Promise<Check[]> => {
  const settings = { values: given, resources: {} as ScanSettings['resources'], origin: () => 'flag' };
  return Array.fromAsync(check(settings, { signal: new AbortController().signal }));
};

test('each root is tried', async () => {
  scratch.make({ data: null, file: '' });
  const roots = ['data', 'file', 'gone'].map((name) => scratch.at(name));
  expect(await checked({ ...values, roots, label: ['1', '2', '3'] })).toEqual([
    { name: 'root', isOk: true, detail: scratch.at('data') },
    {
      name: 'root',
      isOk: false,
      detail: `${scratch.at('file')} is not a directory`,
      hint: expect.any(String),
    },
    { name: 'root', isOk: false, detail: `${scratch.at('gone')} does not exist`, hint: expect.any(String) },
  ]);
});

test.for([
  [{ layout: '**' }, 'layout_bad'],
  [{ match: [''] }, 'glob_bad'],
  [{ marker: 'a/b' }, 'marker_bad'],
  [{ marker: '' }, 'marker_bad'],
  [{ roots: ['/', '/'] }, 'label_missing'],
  [{ roots: ['s3://'] }, 'root_bad'],
  [{ roots: ['az:///x'] }, 'root_bad'],
  [{ roots: ['s3:/bucket'] }, 'root_bad'],
  [{ roots: ['gs://bucket/prefix'] }, 'root_bad'],
  [{ roots: ['file:///data'] }, 'root_bad'],
  [{ roots: ['s3://bucket'], follow: true }, 'follow_bad'],
] as const)('%j is refused', async ([wrong, code]) => {
  await expect(checked({ ...values, roots: ['/'], ...wrong })).rejects.toMatchObject({ code });
});
