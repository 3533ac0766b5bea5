import { Failure } from '@leat/pipe';
import { DatabaseSync } from 'node:sqlite';

/** Which record of this run has which name. */
export interface TakenNames {
  /** @throws Failure reject `name_taken` when it is another record's */
  take(name: string, key: string): void;
  close(): void;
}

/** In a private temporary file and not in memory: there may be millions. */
export function openTakenNames(): TakenNames {
  const db = new DatabaseSync('');
  db.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF');
  db.exec('CREATE TABLE taken (name TEXT PRIMARY KEY, key TEXT NOT NULL) WITHOUT ROWID');
  const put = db.prepare('INSERT OR IGNORE INTO taken VALUES (?1, ?2)');
  const get = db.prepare('SELECT key FROM taken WHERE name = ?1');
  return {
    take(name, key) {
      if (put.run(name, key).changes === 1) return;
      const { key: other } = get.get(name) as { key: string };
      if (other !== key) throw nameTaken(name, `the record ${other} of this run`);
    },
    close: () => db.close(),
  };
}

export function nameTaken(name: string, whose: string): Failure {
  return new Failure('reject', 'name_taken', `${name} is the copy of ${whose}`, {
    hint: 'say with --name how copies are called, so that no two have the same name',
  });
}
