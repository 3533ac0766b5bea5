import type { FailureClass } from '@leat/pipe';

/** What a status means when the tool has nothing more exact to say. */
export const statusClasses: Readonly<Record<number, FailureClass>> = {
  // Credentials and address: they are the same for every record.
  401: 'fatal',
  402: 'fatal',
  407: 'fatal',
  501: 'fatal',
  505: 'fatal',
  511: 'fatal',
  // A time-out of the server's own, too early, too often, locked by somebody else.
  408: 'retry',
  423: 'retry',
  425: 'retry',
  429: 'retry',
};

/** Statuses that are not in the table, by their first digit. */
export const statusClassesByKind: Readonly<Record<number, FailureClass>> = {
  3: 'fatal',
  4: 'reject',
  5: 'retry',
};

/** What helps, where a status says no more than a number to most people. */
export const statusHints: Readonly<Record<number, string>> = {
  413: 'the server, or a proxy before it, takes no request that large: ask its administrator for a higher limit',
};
