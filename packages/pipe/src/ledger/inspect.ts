import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { Failure } from '../failure.ts';
import { openDatabase } from './database.ts';
import { unusable } from './unusable.ts';
import { deadLetters } from './dead-letter.ts';

/** Every question that a person may ask a ledger answers with lines of JSON; it may be in use meanwhile. */

/** One line per ledger below the state directory: what it is of, and how many items are in which state. */
export function* listLedgers(stateDirectory: string): Generator<string> {
  if (!existsSync(stateDirectory)) return;
  for (const file of globSync('*/*.db', { cwd: stateDirectory }).toSorted()) {
    const ledger = join(stateDirectory, file);
    try {
      yield* look(ledger, (db) => [JSON.stringify({ ledger, ...describeLedger(db) })]);
    } catch (thrown) {
      if (!(thrown instanceof Failure)) throw thrown;
      yield JSON.stringify({ ledger, problem: thrown.message });
    }
  }
}

/** Lines that answer a question to a ledger. */
function* look(path: string, question: (db: DatabaseSync) => Iterable<string>): Generator<string> {
  const db = openDatabase(path, 'read');
  try {
    yield* question(db);
  } catch (cause) {
    throw unusable(path, cause);
  } finally {
    db.close();
  }
}

function describeLedger(db: DatabaseSync): object {
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
}

/** One line per item, in the order of the keys. */
export function listItems(path: string): Generator<string> {
  return look(path, (db) => {
    const rows = db.prepare('SELECT key, rev, state, uri, attempts, at FROM items ORDER BY key, rev');
    return rows.iterate().map((row) => JSON.stringify(row));
  });
}

/**
 * All that is known of a key: a line per rev.
 *
 * @throws Failure reject `no_such_key`
 */
export function showItem(path: string, key: string): string[] {
  const lines = look(path, (db) =>
    db.prepare('SELECT * FROM items WHERE key = ? ORDER BY at').all(key).map(describeItem),
  );
  const revs = [...lines];
  if (revs.length === 0) throw noSuchKey(path, key);
  return revs;
}

/** What is kept as JSON is shown as it stands: a number may be too long for us, or an object too deep. */
function describeItem({
  result,
  error,
  line,
  batch,
  options,
  ...row
}: Record<string, SQLOutputValue>): string {
  const kept = Object.entries({ result, error, line }).filter(([, json]) => json !== null);
  const known = JSON.stringify({ ...row, ...(batch !== null && { batch }), options });
  return `${known.slice(0, -1)}${kept.map(([name, json]) => `,"${name}":${String(json)}`).join('')}}`;
}

/** What failed and was not done since: the same lines as in the dead-letter file. */
export function listFailed(path: string): Generator<string> {
  return look(path, deadLetters);
}

/**
 * Removes keys (or ids of unreadable lines) with all their revs, so that they are done again.
 *
 * @throws Failure reject `no_such_key`; nothing is removed then
 */
export function forgetItems(path: string, keys: readonly string[]): string[] {
  const db = openDatabase(path);
  try {
    return forget(db, path, keys);
  } catch (cause) {
    throw unusable(path, cause);
  } finally {
    db.close();
  }
}

function forget(db: DatabaseSync, path: string, keys: readonly string[]): string[] {
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
  }
}

function noSuchKey(path: string, key: string): Failure {
  return new Failure('reject', 'no_such_key', `${path} does not know ${key}`, {
    hint: '"leat-ledger ls" lists the keys',
  });
}
