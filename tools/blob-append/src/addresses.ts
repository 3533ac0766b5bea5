import { UsageFailure } from '@leat/pipe';
import { absolute } from './absolute.ts';
import { requireTarget } from './destination.ts';
import type { AppendSettings } from './options.ts';

/** What is read and what is written, as absolute addresses. */
export interface Addresses {
  readonly to: string;
  readonly from: string | undefined;
}

/**
 * The addresses that the settings name, themselves or by an aggregation file.
 *
 * @throws UsageFailure `no_target`, `two_targets`, `bad_uri`, `bad_aggregation`
 */
export async function addressesOf({ values }: AppendSettings): Promise<Addresses> {
  const { to, from, aggregation } = values;
  if (aggregation === undefined)
    return { to: absolute(requireTarget(to)), from: from === undefined ? undefined : absolute(from) };
  if (to !== undefined || from !== undefined)
    throw new UsageFailure('two_targets', '--aggregation says what --to and --from say', {
      hint: 'leave out one of them',
    });
  return (await import('./aggregation.ts')).loadAggregation(aggregation);
}
