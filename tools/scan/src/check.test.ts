import type { ValuesOf } from '@leat/config';
import { expect, test } from 'vitest';
import { check } from './check.ts';
import { useScratch } from './end-to-end/scratch.ts';
import type { options } from './options.ts';

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

test('each root is tried', () => {
  scratch.make({ data: null, file: '' });
  const roots = ['data', 'file', 'gone'].map((name) => scratch.at(name));
  expect([...check({ ...values, roots, label: ['1', '2', '3'] })]).toEqual([
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
] as const)('%j is refused', ([wrong, code]) => {
  expect(() => [...check({ ...values, roots: ['/'], ...wrong })]).toThrow(expect.objectContaining({ code }));
});
