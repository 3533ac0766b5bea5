import { BlobServiceClient, StorageSharedKeyCredential } from '@azure/storage-blob';
import { badCredentials } from './bad-credentials.ts';
import type { Connection, Settings } from './settings.ts';

/**
 * Reads "Configure Azure Storage connection strings", also `UseDevelopmentStorage=true`. The other settings may say
 * the same once more, as they do where both are in the environment.
 *
 * @throws Failure fatal `bad_credentials` without a word of the text, which is a secret
 */
export function readConnectionString(
  text: string,
  { account, key, sasToken, endpoint }: Settings,
): Pick<Connection, 'url' | 'credential'> {
  const { accountName, url, credential } = parse(text);
  const [address, signature] = url.split('?') as [string, string | undefined];
  const shared = credential instanceof StorageSharedKeyCredential ? credential : undefined;
  const repeated = {
    account: account === undefined || account === accountName,
    key: key === undefined || isKeyOf(shared, key),
    sasToken: sasToken === undefined || sasToken.replace(/^\?/, '') === signature,
    endpoint: endpoint === undefined || endpoint.replace(/\/$/, '') === address.replace(/\/$/, ''),
  };
  for (const [name, isSame] of Object.entries(repeated))
    if (!isSame)
      throw badCredentials(
        `azure.connectionString and azure.${name} contradict each other`,
        'set one of them',
      );
  return shared === undefined ? { url } : { url, credential: shared };
}

function parse(text: string): BlobServiceClient {
  try {
    return BlobServiceClient.fromConnectionString(text);
  } catch {
    throw badCredentials(
      'azure.connectionString is no connection string of a storage account',
      'copy it whole from "Access keys" of the account in the portal',
    );
  }
}

/** The credential does not give its key away. */
function isKeyOf(credential: StorageSharedKeyCredential | undefined, key: string): boolean {
  if (credential === undefined) return false;
  const other = new StorageSharedKeyCredential(credential.accountName, key);
  return other.computeHMACSHA256('') === credential.computeHMACSHA256('');
}
