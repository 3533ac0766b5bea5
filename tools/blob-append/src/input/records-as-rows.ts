import type { Item, Log } from '@leat/pipe';

/** Warns, once in a run, of records of a step that came in where rows were meant to. */
export function openRecordsWarning(log: Log): (items: readonly Item[]) => void {
  let isTold = false;
  return (items) => {
    if (isTold || !items.some(isRecord)) return;
    isTold = true;
    log.warn('these rows look like records of leat-scan: they have key, rev and uri', {
      code: 'records_as_rows',
      hint: '--input objects appends the rows of the files that they name',
    });
  };
}

function isRecord({ parsed }: Item): boolean {
  return ['key', 'rev', 'uri'].every((name) => typeof parsed[name] === 'string');
}
