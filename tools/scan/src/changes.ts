import { Failure, type Emitter, type Log } from '@leat/pipe';
import { DatabaseSync } from 'node:sqlite';

/**
 * What the last round of `--watch` said, in a private temporary file and not in memory: a watch runs for months
 * over millions of files.
 */
export interface Changes {
  /** An emitter for one round that passes on only what the last round did not say in the same way. */
  round(to: Emitter, isEverything: boolean): Emitter;
  /** Forgets what the round did not see any more. */
  endRound(): void;
}

export function openChanges(): Changes {
  const db = new DatabaseSync('');
  db.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF');
  db.exec(
    'CREATE TABLE said (what TEXT PRIMARY KEY, how TEXT NOT NULL, round INTEGER NOT NULL) WITHOUT ROWID',
  );
  const repeat = db.prepare('UPDATE said SET round = ?3 WHERE what = ?1 AND how = ?2');
  const keep = db.prepare('INSERT OR REPLACE INTO said VALUES (?1, ?2, ?3)');
  const drop = db.prepare('DELETE FROM said WHERE round <> ?');
  let round = 0;

  const isNews = (what: string, how: string): boolean =>
    orDiskFull(() => {
      if (repeat.run(what, how, round).changes === 1) return false;
      keep.run(what, how, round);
      return true;
    });

  return {
    round(to, isEverything) {
      round++;
      db.exec('BEGIN');
      const tells = (what: string, how: string): boolean => isNews(what, how) || isEverything;
      const say =
        (level: 'warn' | 'info') =>
        (...[message, fields]: Parameters<Log['info']>): void => {
          if (tells(`log ${message} ${String(fields?.['key'])}`, '')) to.log[level](message, fields);
        };
      return {
        ...to,
        text: (key, rev, text) => (tells(`record ${key}`, rev) ? to.text(key, rev, text) : undefined),
        heldBack: (name, why) => (tells(`held back ${name}`, why) ? to.heldBack(name, why) : undefined),
        problem: (name, failure) =>
          tells(`problem ${name}`, failure.code) ? to.problem(name, failure) : undefined,
        log: { ...to.log, warn: say('warn'), info: say('info') },
      };
    },
    endRound() {
      orDiskFull(() => {
        drop.run(round);
        db.exec('COMMIT');
      });
    },
  };
}

/** SQLite's own number for it: SQLITE_FULL, https://sqlite.org/rescode.html#full. */
const FULL = 13;

function orDiskFull<T>(act: () => T): T {
  try {
    return act();
  } catch (cause) {
    if ((cause as { errcode?: number }).errcode !== FULL) throw cause;
    throw new Failure('fatal', 'disk_full', 'no room for the temporary file of --watch', {
      hint: 'free some space, or name another directory in TMPDIR',
      cause,
    });
  }
}
