import { absolute } from './absolute.ts';
import { UsageFailure } from '@leat/pipe';
import type { AppendSettings } from './options.ts';

/**
 * Names the destination, for the ledger.
 *
 * @throws UsageFailure `no_target`, `bad_uri`
 */
export function destinationOf({ values: { to, aggregation } }: AppendSettings): string {
  if (aggregation !== undefined) return `aggregation ${aggregation}`;
  return absolute(requireTarget(to));
}

/** @throws UsageFailure `no_target` */
export function requireTarget(to: string | undefined): string {
  if (to !== undefined) return to;
  throw new UsageFailure('no_target', 'it is not said which table', { hint: 'add --to URI' });
}
