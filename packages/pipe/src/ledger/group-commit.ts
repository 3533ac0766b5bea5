import type { DatabaseSync } from 'node:sqlite';
import { unusable } from './unusable.ts';

export interface GroupCommits {
  /** Settles when the write is on the disk; rejects with a Failure when its transaction could not be written. */
  add(write: () => void): Promise<void>;
  /** Writes what waits; nothing can be added any more. */
  close(): void;
}

/**
 * Gathers the writes of one turn of the event loop into one transaction. A commit waits for the disk; a
 * hundred writes that come together wait once.
 */
export function groupCommits(db: DatabaseSync, path: string): GroupCommits {
  let writes: (() => void)[] = [];
  let settle = Promise.withResolvers<void>();
  let isClosed = false;

  const flush = (): void => {
    if (writes.length === 0) return;
    const [batch, { resolve, reject }] = [writes, settle];
    writes = [];
    settle = Promise.withResolvers<void>();
    try {
      db.exec('BEGIN IMMEDIATE');
      for (const write of batch) write();
      db.exec('COMMIT');
    } catch (cause) {
      reject(unusable(path, cause));
      if (db.isOpen && db.isTransaction) db.exec('ROLLBACK');
      return;
    }
    resolve();
  };

  return {
    add(write) {
      if (isClosed) return Promise.reject(unusable(path, new Error('it is closed')));
      if (writes.length === 0) setImmediate(flush);
      writes.push(write);
      return settle.promise;
    },
    close() {
      flush();
      isClosed = true;
    },
  };
}
