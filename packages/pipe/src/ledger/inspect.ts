import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { Failure } from '../failure.ts';
import { openDatabase } from './database.ts';
import { deadLetters } from './dead-letter.ts';

/** Every question that a person may ask a ledger answers with lines of JSON; it may be in use meanwhile. */

/** One line per ledger below the state directory: what it is of, and how many items are in which state. */
export function* listLedgers(stateDirectory: string): Generator<string> {
  if (!existsSync(stateDirectory)) return;
  for (const file of globSync('*/*.db', { cwd: stateDirectory }).toSorted()) {
    const ledger = join(stateDirectory, file);
    try {
      yield JSON.stringify({ ledger, ...describeLedger(ledger) });
    } catch (thrown) {
      if (!(thrown instanceof Failure)) throw thrown;
      yield JSON.stringify({ ledger, problem: thrown.message });
    }
  }
}

function describeLedger(path: string): object {
  const db = openDatabase(path, 'read');
  try {
    const about = Object.fromEntries(
      db
        .prepare(`SELECT name, value FROM about WHERE name <> 'options' ORDER BY name DESC`)
        .all()
        .map(({ name, value }) => [name, value]),
    );
    const count = db.prepare('SELECT count(*) AS n FROM items WHERE state = ?');
    const of = (state: string): unknown => count.get(state)!['n'];
    const unreadable = db.prepare('SELECT count(*) AS n FROM unreadable').get()!['n'];
    return { ...about, done: of('done'), begin: of('begin'), failed: of('failed'), unreadable };
  } finally {
    db.close();
  }
}

/** One line per item, in the order of the keys. */
export function* listItems(path: string): Generator<string> {
  const db = openDatabase(path, 'read');
  const rows = db.prepare('SELECT key, rev, state, uri, attempts, at FROM items ORDER BY key, rev');
  for (const row of rows.iterate()) yield JSON.stringify(row);
  db.close();
}

/**
 * All that is known of a key: a line per rev.
 *
 * @throws Failure reject `no_such_key`
 */
export function showItem(path: string, key: string): string[] {
  const db = openDatabase(path, 'read');
  const rows = db.prepare('SELECT * FROM items WHERE key = ? ORDER BY at').all(key);
  db.close();
  if (rows.length === 0) throw noSuchKey(path, key);
  return rows.map(({ result, error, line, batch, options, ...row }) =>
    JSON.stringify({
      ...row,
      ...(batch !== null && { batch }),
      ...(result !== null && { result: JSON.parse(String(result)) as unknown }),
      ...(error !== null && { error: JSON.parse(String(error)) as unknown }),
      ...(line !== null && { line: JSON.parse(String(line)) as unknown }),
      options,
    }),
  );
}

/** What failed and was not done since: the same lines as in the dead-letter file. */
export function* listFailed(path: string): Generator<string> {
  const db = openDatabase(path, 'read');
  yield* deadLetters(db);
  db.close();
}

/**
 * Removes keys (or ids of unreadable lines) with all their revs, so that they are done again.
 *
 * @throws Failure reject `no_such_key`; nothing is removed then
 */
export function forgetItems(path: string, keys: readonly string[]): string[] {
  const db: DatabaseSync = openDatabase(path);
  const items = db.prepare('DELETE FROM items WHERE key = ?');
  const lines = db.prepare('DELETE FROM unreadable WHERE id = ?');
  db.exec('BEGIN IMMEDIATE');
  try {
    const forgotten = keys.map((key) => {
      const revs = Number(items.run(key).changes) + Number(lines.run(key).changes);
      if (revs === 0) throw noSuchKey(path, key);
      return JSON.stringify({ key, forgotten: revs });
    });
    db.exec('COMMIT');
    return forgotten;
  } finally {
    if (db.isTransaction) db.exec('ROLLBACK');
    db.close();
  }
}

function noSuchKey(path: string, key: string): Failure {
  return new Failure('reject', 'no_such_key', `${path} does not know ${key}`, {
    hint: '"leat-ledger ls" lists the keys',
  });
}
