import { asFailure, UsageFailure } from './failure.ts';

/** What a shell sees, the same for every tool; docs/failures.md says what to do about each. */
export const EXIT = {
  done: 0,
  bug: 1,
  usage: 2,
  person: 3,
  later: 4,
  readerGone: 141,
} as const;

/** The exit code of a run that something thrown has ended. */
export function exitFor(thrown: unknown): number {
  const failure = asFailure(thrown);
  if (failure === undefined) return EXIT.bug;
  return failure instanceof UsageFailure ? EXIT.usage : EXIT.later;
}
