import { formatCount } from '@leat/pipe';
import type { Fresh } from '../engine/index.ts';
import type { AppendRun } from './run.ts';

const kept = { first: 'the first stays', last: 'the last stays', error: '' } as const;

/** Says which keys came with different values; how many is in the result. */
export function tellConflicts(
  { log, rules }: AppendRun,
  uri: string,
  { conflicts, examples }: Pick<Fresh, 'conflicts' | 'examples'>,
): void {
  if (conflicts === 0) return;
  const { keep } = rules.equality;
  log.info(
    `${uri}: ${formatCount(conflicts)} rows have the key of another and other values, ${kept[keep]}: ${examples.join('; ')}`,
  );
}
