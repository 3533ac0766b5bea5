import type { DatabaseSync } from 'node:sqlite';
import type { Row } from './ledger.ts';

/** Every change of a ledger, prepared once. */
export function prepareStatements(db: DatabaseSync) {
  return {
    // A result that is there already stays: it says that the destination holds an earlier effect.
    begin: db.prepare(`
      INSERT INTO items (key, rev, state, uri, options, batch, attempts, at) VALUES (?, ?, 'begin', ?, ?, ?, 1, ?)
      ON CONFLICT DO UPDATE SET state = 'begin', uri = excluded.uri, options = excluded.options,
        batch = excluded.batch, attempts = attempts + 1, at = excluded.at, error = NULL, line = NULL`),
    done: db.prepare(`
      INSERT INTO items (key, rev, state, uri, options, result, attempts, at) VALUES (?, ?, 'done', ?, ?, ?, 1, ?)
      ON CONFLICT DO UPDATE SET state = 'done', uri = excluded.uri, options = excluded.options,
        result = excluded.result, at = excluded.at, batch = NULL, error = NULL, line = NULL`),
    // What is done, or in doubt from another place, is not forgotten for a record that was refused.
    failed: db.prepare(`
      INSERT INTO items (key, rev, state, uri, options, error, line, attempts, at)
      VALUES (?, ?, 'failed', ?, ?, ?, ?, 1, ?)
      ON CONFLICT DO UPDATE SET state = 'failed', uri = excluded.uri, options = excluded.options,
        error = excluded.error, line = excluded.line, at = excluded.at, batch = NULL
      WHERE state = 'failed' OR (state = 'begin' AND uri IS excluded.uri)`),
    dropOthers: db.prepare('DELETE FROM items WHERE key = ? AND rev <> ?'),
    // A failure of an older content says nothing any more once a newer one has arrived. The second condition is
    // what lets SQLite use the index of what is not done.
    dropFailedOthers: db.prepare(`
      DELETE FROM items WHERE state = 'failed' AND state <> 'done' AND key IN (
        SELECT key FROM items WHERE state = 'begin' AND state <> 'done' AND batch = ?)`),
    moved: db.prepare('UPDATE items SET uri = ? WHERE key = ?'),
    doneBatch: db.prepare(`
      UPDATE items SET state = 'done', result = '{}', batch = NULL, at = ?
      WHERE state = 'begin' AND state <> 'done' AND batch = ?`),
    keepLine: db.prepare(`
      INSERT INTO unreadable (id, line, held, error, at) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET error = excluded.error, at = excluded.at`),
    dropLine: db.prepare('DELETE FROM unreadable WHERE id = ?'),
    about: db.prepare(`
      INSERT INTO about (name, value) VALUES (?, ?)
      ON CONFLICT DO UPDATE SET value = excluded.value WHERE value <> excluded.value`),
  };
}

/** All that is known of a key, one row per rev. */
export function prepareRows(db: DatabaseSync): (key: string) => readonly Row[] {
  const select = db.prepare('SELECT rev, state, uri, options, result, attempts FROM items WHERE key = ?');
  return (key) => select.all(key) as unknown as Row[];
}

/** Members of the batches that were begun and not ended: how many of each. */
export function openBatches(db: DatabaseSync): ReadonlyMap<string, number> {
  // The second condition is what lets SQLite use the index of what is not done.
  const rows = db.prepare(`
    SELECT batch, count(*) AS members FROM items
    WHERE state = 'begin' AND state <> 'done' AND batch IS NOT NULL GROUP BY batch`);
  return new Map(rows.all().map(({ batch, members }) => [String(batch), Number(members)]));
}

/** Lines whose end was missing, with their ids. */
export function tornLines(db: DatabaseSync): { id: string; text: string }[] {
  const rows = db.prepare(`SELECT id, line FROM unreadable WHERE error ->> 'code' = 'truncated_line'`);
  return rows
    .all()
    .map(({ id, line }) => ({ id: String(id), text: Buffer.from(line as Uint8Array).toString() }));
}
