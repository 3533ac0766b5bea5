import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testDirectory } from './fixtures/duckdb.ts';
import { makeScratchDirectory } from './scratch-directory.ts';

/** No process has this number: it is beyond what Linux gives. */
const GONE = 2 ** 22 + 1;

test('what killed runs have left is removed, and nothing else', () => {
  const parent = testDirectory();
  const names = [
    `leat-blob-append-${GONE}-oldold`,
    `leat-blob-append-${GONE}-newnew`,
    `leat-blob-append-${process.pid}-oldold`,
    'leat-blob-append-other',
    'something',
  ];
  for (const name of names) {
    mkdirSync(join(parent, name));
    writeFileSync(join(parent, name, 'table'), '');
    if (!name.endsWith('newnew')) utimesSync(join(parent, name), 0, 0);
  }
  const made = makeScratchDirectory(parent);
  expect(
    readdirSync(parent)
      .map((name) => join(parent, name))
      .toSorted(),
  ).toEqual([...names.slice(1).map((name) => join(parent, name)), made].toSorted());
});
