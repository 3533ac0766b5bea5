import { openAccount } from './az/account.ts';
import type { AzAddress } from './az/address.ts';
import { copyBlob } from './az/copy.ts';
import { listBlobs } from './az/list.ts';
import { readBlob } from './az/read.ts';
import { removeBlob } from './az/remove.ts';
import { connectionOf } from './az/settings.ts';
import { statBlob } from './az/stat.ts';
import { sweepBlobs } from './az/sweep.ts';
import { replaceTail } from './az/tail.ts';
import { writeBlob } from './az/write.ts';
import type { Access } from './open-store.ts';
import type { Store } from './store.ts';

/**
 * Block blobs of an Azure storage account.
 *
 * @throws Failure fatal `bad_credentials`
 */
export async function openAzure(settings: Access['azure']): Promise<Store<AzAddress>> {
  const account = openAccount(await connectionOf(settings, process.env));
  return {
    list: (prefix, options) => listBlobs(account, prefix, options),
    stat: (address, options) => statBlob(account, address, options),
    read: (address, options) => readBlob(account, address, options),
    write: (address, source, options) => writeBlob(account, address, source, options),
    copy: (from, to, options) => copyBlob(account, from, to, options),
    replaceTail: (address, keep, tail, options) => replaceTail(account, address, keep, tail, options),
    remove: (address, options) => removeBlob(account, address, options),
    // Azure does, always.
    keepsConditions: () => Promise.resolve(true),
    sweep: (prefix, options) => sweepBlobs(account, prefix, options),
  };
}
