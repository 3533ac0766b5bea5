import type { BlockBlobClient, ContainerClient } from '@azure/storage-blob';
import { formatAddress, type Address } from '../address.ts';
import { StorageError } from '../storage-error.ts';
import type { Account } from './account.ts';
import { badNames, CONTAINER } from './names.data.ts';

export type AzAddress = Extract<Address, { scheme: 'az' }>;

/** @throws StorageError `denied` for a name that no container has, and that would lead elsewhere in the URL */
export function containerOf({ client }: Account, address: AzAddress): ContainerClient {
  if (!CONTAINER.test(address.container))
    throw new StorageError(
      'denied',
      `${formatAddress(address)}: no container has the name ${address.container}`,
    );
  return client.getContainerClient(address.container);
}

/** @throws StorageError `denied` for a name that the store would take for another one */
export function blobOf(account: Account, address: AzAddress): BlockBlobClient {
  const { blob } = address;
  for (const { test, text } of badNames)
    if (test(blob)) throw new StorageError('denied', `${formatAddress(address)}: ${text}`);
  return containerOf(account, address).getBlockBlobClient(blob);
}
