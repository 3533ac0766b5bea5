import { openDatabase } from './database.ts';
import { asking } from './unusable.ts';

/**
 * Tells, for many records at once, which of them the ledger of the last step says are done, with the options that
 * it was last run with. It reads only, and may be used while that step runs. One query for all is three times as fast as one for each.
 */
export interface DoneSet {
  areDone(pairs: readonly (readonly [key: string, rev: string])[]): boolean[];
  close(): void;
}

/** @throws Failure fatal `ledger_unusable` */
export function openDoneSet(path: string): DoneSet {
  const db = openDatabase(path, 'read');
  const find = asking(path, () =>
    db.prepare(`
    SELECT pair.key AS at FROM json_each(?) AS pair JOIN items
    ON items.key = json_extract(pair.value, '$[0]') AND items.rev = json_extract(pair.value, '$[1]')
    WHERE items.state = 'done' AND items.options = coalesce(
      (SELECT value FROM about WHERE name = 'options'), items.options)`),
  );
  return {
    areDone(pairs) {
      const isDone = pairs.map(() => false);
      const found = asking(path, () => find.all(JSON.stringify(pairs)));
      for (const { at } of found) isDone[Number(at)] = true;
      return isDone;
    },
    close: () => db.close(),
  };
}
