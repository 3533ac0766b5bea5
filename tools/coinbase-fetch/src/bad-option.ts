import { UsageFailure } from '@leat/pipe';

/** An option that cannot mean anything: nothing is fetched. */
export function badOption(code: string, message: string, hint: string): UsageFailure {
  return new UsageFailure(code, message, { hint });
}
