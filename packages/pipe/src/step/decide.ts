import { Failure } from '../failure.ts';
import type { Row } from '../ledger/ledger.ts';
import type { Item } from '../record.ts';

/**
 * What the ledger says of an item: it is done; it must be looked up first; it is to be done, and a repeated try
 * looks first; or it is to be done whatever a look would find, because that would be an earlier effect.
 */
export type Decision =
  | { readonly is: 'skip'; readonly result: string }
  | { readonly is: 'lookup' | 'do' | 'redo' };

export interface DecisionRules {
  /** Digest of the options that change the result. */
  readonly options: string;
  readonly looksUpNew: boolean;
  /** `--force`: what is done counts as not done. */
  readonly isForced: boolean;
  /** `--accept-moved`: the same key from another place is the same item. */
  readonly acceptsMoved: boolean;
  /** The destination has one rev of a key: a later one takes its place. */
  readonly hasOneRev: boolean;
}

type Known = Pick<Item, 'key' | 'rev' | 'uri'>;

/**
 * @param rows all that the ledger knows of the item's key
 * @throws Failure reject `key_taken`: the key belongs to an item at another address
 */
export function decide(item: Known, rows: readonly Row[], rules: DecisionRules): Decision {
  if (!rules.acceptsMoved) refuseTaken(item, rows);
  const fresh = { is: rules.looksUpNew ? 'lookup' : 'do' } as const;
  const same = rows.find((row) => row.rev === item.rev);
  if (same === undefined) return fresh;
  const hasSameOptions = same.options === rules.options;
  if (same.state === 'done') {
    if (rules.isForced || !hasSameOptions) return { is: 'redo' };
    // The content changed and changed back, and between the two this one may have been replaced.
    const isReplaced = rules.hasOneRev && rows.some((row) => row !== same && row.state === 'begin');
    if (isReplaced) return { is: rules.looksUpNew ? 'lookup' : 'redo' };
    return { is: 'skip', result: same.result ?? '{}' };
  }
  // It was done, and then begun again: what a look finds may be either.
  if (same.result !== null) return { is: 'redo' };
  return hasSameOptions ? { is: 'lookup' } : fresh;
}

/** Whether the ledger has the data of the item's key at another address. */
export function isMoved({ uri }: Known, rows: readonly Row[]): boolean {
  return uri !== undefined && rows.some((row) => row.uri !== null && row.uri !== uri);
}

/**
 * Compared for the key and not only for the same rev: two sources that share a key have different times and
 * sizes, and would otherwise replace each other's content at the destination without a word. What failed has
 * left nothing behind, so it takes no key.
 */
function refuseTaken(item: Known, rows: readonly Row[]): void {
  const taken = rows.find((row) => row.state !== 'failed' && isMoved(item, [row]));
  if (taken === undefined) return;
  throw new Failure(
    'reject',
    'key_taken',
    `this key was done from ${taken.uri}, now it comes from ${item.uri}`,
    {
      hint: 'give each source a --label of its own, or say --accept-moved when the data has moved',
    },
  );
}
