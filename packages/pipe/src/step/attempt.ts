import { Failure } from '../failure.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Members } from '../members.ts';
import type { Item } from '../record.ts';
import { retrying, type RetryRules } from '../retry.ts';
import type { OpenStep } from '../tool.ts';

export interface Attempt {
  readonly step: OpenStep<unknown>;
  readonly item: Item;
  /** None with `--no-ledger`. */
  readonly ledger: Ledger | undefined;
  /** Which tries ask the destination before they do anything. */
  readonly looks: 'always' | 'when repeated' | 'never';
  /** The first try, when it is under way already. */
  readonly first: Promise<Members> | undefined;
  readonly retry: RetryRules;
}

export interface Attempted {
  readonly members: Members;
  /** The destination had it already: nothing was done. */
  readonly isAdopted: boolean;
}

/**
 * Begin, do it, done: each on the disk before the next. A try that failed may have had its effect all the same
 * (an answer lost, a 500 after the store), so every further try asks the destination first; but not where it
 * would find an earlier effect that is to be replaced.
 *
 * @throws Failure what the last try threw, or reject `in_doubt`
 */
export async function attempt({ step, item, ledger, looks, first, retry }: Attempt): Promise<Attempted> {
  await ledger?.begin(item);
  const attempted = await retrying(retry, async (number): Promise<Attempted> => {
    if (looks === 'always' || (looks === 'when repeated' && number > 1)) {
      const found = await step.lookup(item);
      if (found.is === 'found') return { members: found.members, isAdopted: true };
      if (found.is === 'unknown') throw inDoubt(found.why);
    }
    return {
      members: await (number === 1 && first !== undefined ? first : step.commit(item)),
      isAdopted: false,
    };
  });
  await ledger?.done(item, attempted.members);
  return attempted;
}

function inDoubt(why: string): Failure {
  const message = `it was begun, and the destination cannot tell whether it was done: ${why}`;
  return new Failure('reject', 'in_doubt', message, {
    hint: 'look there; "leat-ledger forget" has it done again',
  });
}
