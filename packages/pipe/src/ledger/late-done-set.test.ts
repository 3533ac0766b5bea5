import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Log } from '../log.ts';
import { openDatabase } from './database.ts';
import { openDoneSet } from './done-set.ts';
import { openLateDoneSet } from './late-done-set.ts';
import { findLedger } from './path.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'leat-late-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const logged = () => {
  const say = (): void => {};
  return { debug: say, info: vi.fn<Log['info']>(), warn: say, error: say, summary: say };
};

function writeDone(path: string, key: string): void {
  const db = openDatabase(path);
  db.prepare(
    `INSERT INTO items (key, rev, state, options, at) VALUES (?, '1', 'done', '', '2026-01-01T00:00:00.000Z')`,
  ).run(key);
  db.close();
}

const absent: [string, (state: string) => string][] = [
  ['no state directory', () => 'copy'],
  ['no ledger of the tool', (state) => (mkdirSync(join(state, 'copy')), 'copy')],
  ['no file of the path', (state) => join(state, 'copy/a.db')],
  [
    'a file that has just been made',
    (state) => {
      mkdirSync(join(state, 'copy'));
      writeFileSync(join(state, 'copy/a.db'), '');
      return 'copy';
    },
  ],
  [
    'a database without tables yet',
    (state) => {
      mkdirSync(join(state, 'copy'));
      const db = new DatabaseSync(join(state, 'copy/a.db'));
      db.exec('PRAGMA journal_mode = WAL');
      db.close();
      return 'copy';
    },
  ],
];

test.for(absent)('with %s nothing is done, until it is there', ([, prepare]) => {
  const given = prepare(directory);
  const log = logged();
  const done = openLateDoneSet(() => openDoneSet(findLedger(given, directory)), log);
  expect(
    done.areDone([
      ['a', '1'],
      ['b', '1'],
    ]),
  ).toEqual([false, false]);
  expect(log.info).toHaveBeenCalledOnce();
  expect(log.info.mock.calls[0]![0]).toMatch(/no ledger .*everything is emitted until there is one$/);

  writeDone(join(directory, 'copy/a.db'), 'b');
  expect(
    done.areDone([
      ['a', '1'],
      ['b', '1'],
    ]),
  ).toEqual([false, true]);
  done.close();
  expect(log.info).toHaveBeenCalledOnce();
});

test('two ledgers are still a question to the person', () => {
  writeDone(join(directory, 'copy/a.db'), 'a');
  writeDone(join(directory, 'copy/b.db'), 'a');
  const open = () => openDoneSet(findLedger('copy', directory));
  expect(() => openLateDoneSet(open, logged())).toThrow(expect.objectContaining({ code: 'which_ledger' }));
});

test('what is no ledger is still refused', () => {
  const path = join(directory, 'other.db');
  const db = new DatabaseSync(path);
  db.exec('CREATE TABLE photos (id)');
  db.close();
  const open = () => openDoneSet(findLedger(path, directory));
  expect(() => openLateDoneSet(open, logged())).toThrow(expect.objectContaining({ code: 'ledger_unusable' }));
});
