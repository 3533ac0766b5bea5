/**
 * What can go wrong, as values. Every error that a user may see is a `Failure`: its class says what the
 * run does next, its code is stable for scripts, its message names the thing and its hint says what to do.
 */

/**
 * `retry`: may work later (network, 429, 5xx). `reject`: this record is bad. `fatal`: nothing can go on
 * (credentials, destination, disk).
 */
export type FailureClass = 'retry' | 'reject' | 'fatal';

export interface FailureDetail {
  /** What the user can do about it: one short sentence. */
  readonly hint?: string | undefined;
  readonly cause?: unknown;
  /** How long the other side asked us to wait, in seconds (`Retry-After`). */
  readonly retryAfterSeconds?: number | undefined;
}

export class Failure extends Error {
  readonly class: FailureClass;
  /** Lower snake case, for example `file_missing`. */
  readonly code: string;
  readonly hint: string | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(failureClass: FailureClass, code: string, message: string, detail: FailureDetail = {}) {
    super(message, detail.cause === undefined ? undefined : { cause: detail.cause });
    this.name = 'Failure';
    this.class = failureClass;
    this.code = code;
    this.hint = detail.hint;
    this.retryAfterSeconds = detail.retryAfterSeconds;
  }
}

/** Options that cannot mean anything together or by themselves: nothing is begun, and the exit code is 2. */
export class UsageFailure extends Failure {
  constructor(code: string, message: string, detail: FailureDetail = {}) {
    super('fatal', code, message, detail);
    this.name = 'UsageFailure';
  }
}

/** The `error` member of a dead letter, and of an error in the log. */
export interface FailureReport {
  readonly tool: string;
  readonly class: FailureClass;
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  readonly line?: number;
  /** When it happened, ISO 8601 UTC. */
  readonly at: string;
}

const FULL = ['disk_full', 'free some space and run again'] as const;
const UNWRITABLE: Readonly<Record<string, readonly [code: string, hint: string]>> = {
  ENOSPC: FULL,
  EDQUOT: FULL,
  EFBIG: FULL,
  EROFS: ['read_only', 'name a place that can be written to'],
};

/**
 * Turns whatever was thrown into a `Failure`. What nobody foresaw is a bug, and keeps its own type:
 * the caller ends the run with exit code 1 and the stack.
 */
export function asFailure(thrown: unknown): Failure | undefined {
  if (thrown instanceof Failure) return thrown;
  const [code, hint] = UNWRITABLE[String((thrown as NodeJS.ErrnoException | undefined)?.code)] ?? [];
  if (code === undefined) return undefined;
  return new Failure('fatal', code, `cannot write: ${(thrown as Error).message}`, { hint, cause: thrown });
}
