import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { paces } from '../fixtures/walked.ts';
import { readAhead, type Reader, type Task } from './read-ahead.ts';
import { readNow, showListed } from './read-now.ts';
import { openRoot } from './root.ts';

const rules = { follow: false, hidden: false };
const pace = paces['with plain calls']!();

interface SilentReader extends Reader {
  readonly taken: Task[];
  takes: number;
}

/** A reader that takes tasks, `takes` at a time, and never answers. */
function silentReader(takes: number): SilentReader {
  const taken: Task[] = [];
  return {
    taken,
    takes,
    always: true,
    room() {
      return this.takes;
    },
    start: (tasks) => void taken.push(...tasks),
    stop: () => Promise.resolve(),
  };
}

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'leat-walk-'));
  mkdirSync(join(root, 'below'));
  writeFileSync(join(root, 'below', 'file'), '');
});

afterEach(() => rmSync(root, { recursive: true }));

test('a directory whose listing is on its way is not listed again by the next reader', () => {
  const visit = openRoot(root);
  readNow(visit, rules, pace);
  const ahead = readAhead(rules, pace);
  const first = silentReader(8);
  ahead.use(first);
  ahead.plan(visit);
  expect(first.taken.map((task) => task.visit.directory.path)).toEqual(['below']);

  const second = silentReader(8);
  ahead.use(second);
  ahead.plan(visit);
  expect(second.taken).toEqual([]);
});

test('a directory that is needed at once while it waits in the queue is listed once', () => {
  const visit = openRoot(root);
  const ahead = readAhead(rules, pace);
  const reader = silentReader(0);
  ahead.use(reader);
  ahead.plan(visit);
  void ahead.read(visit);
  reader.takes = 8;
  ahead.startMore();
  expect(reader.taken.map((task) => task.visit.directory.path)).toEqual(['']);
});

test('a directory that has been listed, and not been looked into, is not begun again', () => {
  const visit = openRoot(root);
  const ahead = readAhead(rules, pace);
  const reader = silentReader(8);
  ahead.use(reader);
  ahead.plan(visit);
  showListed(visit, ['below']);
  ahead.plan(visit);
  expect(reader.taken).toHaveLength(1);
});
