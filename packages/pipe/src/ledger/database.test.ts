import { writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testDirectory } from '../fixtures/directory.ts';
import { entry, report, testLedger } from '../fixtures/ledger.ts';
import { openDatabase } from './database.ts';

test('it is made with its directories, in WAL mode, and every commit waits for the disk', () => {
  const db = openDatabase(join(testDirectory(), 'new/place/l.db'));
  expect(db.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
  expect(db.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 });
  db.close();
});

test('somebody else reads while it is in use, and sees what is committed', async () => {
  const ledger = testLedger();
  await ledger.begin(entry('a'));
  const reader = openDatabase(ledger.path, 'read');
  const states = (): unknown => reader.prepare('SELECT state FROM items').all();
  expect(states()).toEqual([{ state: 'begin' }]);
  const writing = ledger.done(entry('a'), {});
  expect(states()).toEqual([{ state: 'begin' }]);
  await writing;
  expect(states()).toEqual([{ state: 'done' }]);
  expect(() => reader.exec('DELETE FROM items')).toThrow('readonly');
  reader.close();
});

test('a full disk is a fatal failure that says so, and leaves what was committed', async () => {
  const ledger = testLedger();
  await ledger.done(entry('a'), {});
  // The database itself refuses to grow: as on a disk that is full.
  const { page_count: pages } = ledger.database.prepare('PRAGMA page_count').get()!;
  ledger.database.exec(`PRAGMA max_page_count = ${Number(pages)}`);
  const results = await Promise.allSettled(
    [...Array(50).keys()].map((n) => ledger.failed(entry(`b${n}`), report, 'x'.repeat(2000))),
  );
  expect(results[0]).toMatchObject({
    status: 'rejected',
    reason: { class: 'fatal', code: 'disk_full', hint: 'free some space and run again' },
  });
  expect(ledger.rows('a')).toMatchObject([{ state: 'done' }]);
  expect(ledger.rows('b0')).toEqual([]);
  ledger.database.exec('PRAGMA max_page_count = 1000000');
  await ledger.begin(entry('c'));
});

const spoiled: [string, (path: string) => void, string, RegExp][] = [
  ['no database', (path) => writeFileSync(path, 'text'.repeat(1000)), 'ledger_unusable', /not a database/],
  [
    "somebody else's database",
    (path) => makeTable(path, 'CREATE TABLE photos (id)'),
    'ledger_unusable',
    /not a ledger/,
  ],
  [
    'a ledger of a later version',
    (path) => makeTable(path, 'CREATE TABLE items (id); PRAGMA user_version = 99'),
    'ledger_unusable',
    /later version of leat \(99\)/,
  ],
];

test.for(spoiled)('%s is left alone', ([, spoil, code, message]) => {
  const path = join(testDirectory(), 'l.db');
  spoil(path);
  for (const access of ['read', 'write'] as const) {
    const failure = expect.objectContaining({
      class: 'fatal',
      code,
      message: expect.stringMatching(message) as string,
    });
    expect(() => openDatabase(path, access)).toThrow(failure);
  }
});

function makeTable(path: string, sql: string): void {
  const db = new DatabaseSync(path);
  db.exec(sql);
  db.close();
}

test('what is not there is not made by reading', () => {
  const path = join(testDirectory(), 'none.db');
  expect(() => openDatabase(path, 'read')).toThrow(expect.objectContaining({ code: 'ledger_unusable' }));
});
