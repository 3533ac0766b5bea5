import type { Options } from '../option.ts';
import { waiting } from './waiting.ts';

/**
 * An Azure storage account. One of connection string, account key or SAS token; with none of them, the sign-in that
 * the Azure SDK finds: environment, workload or managed identity, `az login`.
 */
export const azure = {
  connectionString: {
    type: 'text',
    describe: 'connection string of the account, as the portal shows it',
    env: ['AZURE_STORAGE_CONNECTION_STRING'],
    secret: true,
  },
  account: {
    type: 'text',
    describe: 'name of the storage account',
    env: ['AZURE_STORAGE_ACCOUNT', 'AZURE_STORAGE_NAME'],
    placeholder: 'NAME',
  },
  key: {
    type: 'text',
    describe: 'key of the account',
    // The misspelt name is in pipelines that people have.
    env: ['AZURE_STORAGE_KEY', 'AZURE_STOREAGE_KEY'],
    secret: true,
  },
  sasToken: {
    type: 'text',
    describe: 'shared access signature',
    env: ['AZURE_STORAGE_SAS_TOKEN'],
    secret: true,
  },
  endpoint: {
    type: 'url',
    describe: 'address of the blob service (default: https://ACCOUNT.blob.core.windows.net)',
    env: ['AZURE_STORAGE_BLOB_ENDPOINT'],
    placeholder: 'URL',
  },
  ...waiting,
} as const satisfies Options;
