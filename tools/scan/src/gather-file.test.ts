import { expect, test } from 'vitest';
import { openEmitted, plainRules } from './end-to-end/emitted.ts';
import type { Directory } from './walk/events.ts';
import { gatherFile } from './gather-file.ts';
import { giveUp, hold, openGathering, type Gathering } from './gathering.ts';
import { openLeftOut } from './left-out.ts';
import type { ScanRules } from './rules.ts';

const stats = { mode: 0o100644, size: 5, mtimeMs: 1000, ctimeMs: 2000, dev: 0, ino: 1 };
const counts = { files: 0, subdirectories: 0, skipped: 0, problems: 0 };
const directory: Directory = { path: 'c/d', absolute: '/c/d', depth: 2, parent: undefined, stats, ...counts };

function gather(gathering: Gathering, rules: Partial<ScanRules> = {}): void {
  const { to } = openEmitted();
  const scope = {
    root: { path: '/', prefix: '' },
    rules: { ...plainRules, ...rules },
    to,
    leftOut: openLeftOut(),
  };
  for (const name of ['a', 'b', 'c'])
    void gatherFile(gathering, { type: 'file', directory, name, stats }, scope);
}

const newOne = (): Gathering => openGathering(directory, { category: 'c', title: 'd' });

test('files are counted and listed', () => {
  const gathering = newOne();
  gather(gathering);
  expect(gathering).toMatchObject({ count: 3, size: 15, first: 'c/d/a', changedMs: 2000, isTooLong: false });
  expect(gathering.list).toHaveLength(3);
  expect(gathering.identity).toHaveLength(3);
});

// A dataset of a million files that will not be emitted must not be in memory.
const given: [string, (gathering: Gathering) => void, Partial<ScanRules>][] = [
  ['is held back', (gathering) => hold(gathering, 'temporary name', 'c/d/x.part'), {}],
  ['is none', giveUp, {}],
  ['fits no line', () => {}, { longestList: 150 }],
  ['is too young', () => {}, { settleSeconds: 1, nowMs: 2500 }],
];
test.for(given)('of what %s only the counts are kept', ([, change, rules]) => {
  const gathering = newOne();
  change(gathering);
  gather(gathering, rules);
  expect(gathering).toMatchObject({ count: 3, size: 15, list: [], identity: [] });
});

test.for([(gathering: Gathering) => hold(gathering, 'temporary name', 'c/d/x.part'), giveUp])(
  'what was kept until then is dropped (%s)',
  (change) => {
    const gathering = newOne();
    gather(gathering);
    change(gathering);
    expect(gathering).toMatchObject({ count: 3, list: [], identity: [] });
  },
);
