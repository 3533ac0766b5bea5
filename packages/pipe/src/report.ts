import { mask } from '@leat/config';
import type { Failure, FailureReport } from './failure.ts';
import type { LogFields } from './log.ts';

/** The `error` member for a record that failed; secrets are masked here, before it reaches ledger or file. */
export function reportOf(tool: string, failure: Failure, line?: number): FailureReport {
  return {
    tool,
    class: failure.class,
    code: failure.code,
    message: mask(failure.message),
    ...(failure.hint !== undefined && { hint: mask(failure.hint) }),
    ...(line !== undefined && { line }),
    at: new Date().toISOString(),
  };
}

/** The fields of a log line about a failure. */
export function logFieldsOf(failure: Failure, key?: string, line?: number): LogFields {
  return {
    ...(key !== undefined && { key }),
    ...(line !== undefined && { line }),
    code: failure.code,
    class: failure.class,
    ...(failure.hint !== undefined && { hint: failure.hint }),
  };
}
