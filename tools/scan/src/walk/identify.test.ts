import { statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { useScratch } from '../end-to-end/scratch.ts';
import { identify } from './identify.ts';
import { visitRoot } from './visit.ts';

const scratch = useScratch();
const rules = { follow: true, hidden: false };

// A double has 53 bits: these of Lustre's are all the same.
const large = Number(0x0200_0000_0000_0002n);

test.each([
  ['another directory', 'below', { type: 'directory' }],
  ['a link to the same directory', 'back', { type: 'problem', code: 'loop' }],
  ['what has vanished since', 'gone', { type: 'directory' }],
])('where inode numbers are too large to be told apart: %s', (_, name, expected) => {
  scratch.make({ below: null, back: { to: '.' } });
  const { dev, size, mtimeMs, ctimeMs } = statSync(scratch.path);
  const stats = { mode: 0o040755, size, mtimeMs, ctimeMs, dev, ino: large };
  const visit = visitRoot(scratch.path, stats);
  expect(identify(visit, name, name, stats, rules)).toMatchObject(expected);
});
