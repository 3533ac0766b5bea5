import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { onTestFinished, expect, test, vi } from 'vitest';
import { testDirectory } from '../fixtures/directory.ts';
import { groupCommits } from './group-commit.ts';

function openTable() {
  const path = join(testDirectory(), 'x.db');
  const db = new DatabaseSync(path);
  onTestFinished(() => db.close());
  db.exec('CREATE TABLE t (n INTEGER PRIMARY KEY)');
  const exec = vi.spyOn(db, 'exec');
  const insert = db.prepare('INSERT INTO t VALUES (?)');
  const other = new DatabaseSync(path, { readOnly: true });
  onTestFinished(() => other.close());
  return {
    path,
    db,
    commits: groupCommits(db, path),
    write: (n: number) => () => void insert.run(n),
    /** What somebody else sees: what is on the disk. */
    written: () =>
      other
        .prepare('SELECT n FROM t ORDER BY n')
        .all()
        .map(({ n }) => n),
    transactions: () => exec.mock.calls.filter(([sql]) => sql === 'COMMIT').length,
  };
}

test('what is asked for in one turn is one transaction, and on the disk when it settles', async () => {
  const { commits, write, written, transactions } = openTable();
  const all = [1, 2, 3].map((n) => commits.add(write(n)));
  expect(written()).toEqual([]);
  await all[0];
  expect(written()).toEqual([1, 2, 3]);
  await Promise.all(all);
  expect(transactions()).toBe(1);
  await commits.add(write(4));
  expect(transactions()).toBe(2);
});

test('one that fails takes its transaction with it, and no other', async () => {
  const { commits, write, written } = openTable();
  const first = await Promise.allSettled([1, 1, 2].map((n) => commits.add(write(n))));
  expect(first.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(first[0]).toMatchObject({ reason: { class: 'fatal', code: 'ledger_unusable' } });
  await commits.add(write(3));
  expect(written()).toEqual([3]);
});

test('closing writes what waits; then nothing is taken any more', async () => {
  const { commits, write, written } = openTable();
  const waiting = commits.add(write(1));
  commits.close();
  expect(written()).toEqual([1]);
  await waiting;
  await expect(commits.add(write(2))).rejects.toMatchObject({ class: 'fatal', code: 'ledger_unusable' });
  expect(written()).toEqual([1]);
});

test('a database that has been closed rejects, and does not throw where nobody catches it', async () => {
  const db = new DatabaseSync(':memory:');
  const commits = groupCommits(db, 'x');
  const write = commits.add(() => {});
  db.close();
  await expect(write).rejects.toMatchObject({ code: 'ledger_unusable' });
});
