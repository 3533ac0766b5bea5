import * as fc from 'fast-check';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { filesOf, lineOf, paces, slowAfter, walked } from '../fixtures/walked.ts';

// Around the slash (2f), around where UTF-8 and UTF-16 sort differently (U+E000 and U+1F600), both normal forms.
const parts = ['a', 'b', '!', '-', '.', '0', ' ', 'é', 'e\u0301', '\uE000', '\u{1F600}', '~'];
const name = fc
  .array(fc.constantFrom(...parts), { minLength: 1, maxLength: 3 })
  .map((chosen) => chosen.join(''))
  .filter((chosen) => !chosen.startsWith('.'));
const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('/'));

/** Without those that would be a file and a directory at the same time. */
function possible(paths: readonly string[]): string[] {
  const unique = [...new Set(paths)];
  return unique.filter((path) => !unique.some((other) => other.startsWith(`${path}/`)));
}

test('files come in the bytewise order of their paths, however they are read', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(path, { maxLength: 40 }), async (paths) => {
      const root = mkdtempSync(join(tmpdir(), 'leat-walk-'));
      try {
        const files = possible(paths);
        for (const file of files) {
          mkdirSync(join(root, dirname(file)), { recursive: true });
          writeFileSync(join(root, file), '');
        }
        const sorted = files.map((file) => Buffer.from(file)).sort((a, b) => a.compare(b));
        const expected = sorted.map((bytes) => bytes.toString());
        const lines = (await walked(root)).map(lineOf);
        for (const pace of Object.values(paces)) {
          const events = await walked(root, { concurrency: 3 }, pace());
          expect(filesOf(events)).toEqual(expected);
          expect(events.map(lineOf)).toEqual(lines);
        }
      } finally {
        rmSync(root, { recursive: true });
      }
    }),
    { numRuns: 30 },
  );
});

test('a directory of many names comes in order and whole, with its sub-directories in their places', async () => {
  const root = mkdtempSync(join(tmpdir(), 'leat-walk-'));
  try {
    const names = Array.from({ length: 12_000 }, (_, number) => `n${(number * 7919) % 12_000}`);
    for (const name of names) {
      if (name.endsWith('77')) {
        mkdirSync(join(root, name));
        writeFileSync(join(root, name, 'inside'), '');
      } else {
        writeFileSync(join(root, name), '');
      }
    }
    const files = names.map((name) => (name.endsWith('77') ? `${name}/inside` : name));
    const expected = files.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    for (const pace of Object.values(paces)) {
      expect(filesOf(await walked(root, {}, pace()))).toEqual(expected);
    }
  } finally {
    rmSync(root, { recursive: true });
  }
});

test('nothing comes twice and nothing is missing, whenever the file system becomes slow', async () => {
  const root = mkdtempSync(join(tmpdir(), 'leat-walk-'));
  try {
    const expected: string[] = [];
    // Each directory has more names than are looked at together, and directories in its first and its last part.
    for (const top of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) {
      for (let number = 100; number < 400; number++) {
        const name = `${top}/${number}${number % 50 === 7 ? '/inside' : ''}`;
        mkdirSync(join(root, dirname(name)), { recursive: true });
        writeFileSync(join(root, name), '');
        expected.push(name);
      }
    }
    for (let samples = 0; samples < 40; samples++) {
      expect(filesOf(await walked(root, { concurrency: 16 }, slowAfter(samples, true)))).toEqual(expected);
    }
  } finally {
    rmSync(root, { recursive: true });
  }
});
