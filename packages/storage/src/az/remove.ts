import type { Store } from '../store.ts';
import type { Account } from './account.ts';
import { blobOf, type AzAddress } from './address.ts';
import { asStorageError, codeOf } from './errors.ts';
import { matching } from './info.ts';

/** Removes a blob. Of one that is not there, the service says that it is not what the condition wants. */
export async function removeBlob(
  account: Account,
  address: AzAddress,
  { ifMatch }: NonNullable<Parameters<Store['remove']>[1]> = {},
): Promise<void> {
  const blob = blobOf(account, address);
  try {
    await blob.deleteIfExists({ conditions: matching(ifMatch) });
  } catch (cause) {
    // Where nobody can tell, the refusal stands.
    const isGone = codeOf(cause) === 'ConditionNotMet' && !(await blob.exists().catch(() => true));
    if (!isGone) throw asStorageError(address, cause);
  }
}
