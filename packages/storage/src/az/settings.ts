import { StorageSharedKeyCredential, type AnonymousCredential, type newPipeline } from '@azure/storage-blob';
import { resources } from '@leat/config';
import type { Access } from '../open-store.ts';
import { badCredentials } from './bad-credentials.ts';
import { readConnectionString } from './connection-string.ts';

export type Settings = Partial<NonNullable<Access['azure']>>;

type TokenCredential = Exclude<
  NonNullable<Parameters<typeof newPipeline>[0]>,
  StorageSharedKeyCredential | AnonymousCredential
>;

/** What a client needs to know, with nothing left open. */
export interface Connection {
  /** Of the blob service; with the shared access signature, where one is used. */
  readonly url: string;
  /** None with a shared access signature. */
  readonly credential?: StorageSharedKeyCredential | TokenCredential;
  /** Seconds. */
  readonly limits: { readonly connectTimeout: number; readonly idleTimeout: number };
}

/**
 * Settings as the client of the SDK takes them; where there are none, those of the environment.
 *
 * @throws Failure fatal `bad_credentials` where they contradict each other or say too little
 */
export async function connectionOf(given: Access['azure'], env: NodeJS.ProcessEnv): Promise<Connection> {
  const settings: Settings = given ?? fromEnvironment(env);
  const { connectTimeout = 10, idleTimeout = 60 } = settings;
  return { ...(await credentialOf(settings)), limits: { connectTimeout, idleTimeout } };
}

async function credentialOf(settings: Settings): Promise<Pick<Connection, 'url' | 'credential'>> {
  const { connectionString, account, key, sasToken } = settings;
  if (connectionString !== undefined) return readConnectionString(connectionString, settings);
  if (key !== undefined && sasToken !== undefined)
    throw badCredentials('azure.key and azure.sasToken are both set', 'set one of them');
  if (key !== undefined && account === undefined)
    throw badCredentials('azure.key is set, but azure.account is not', 'set azure.account to its name');
  const url = endpointOf(settings);
  if (sasToken !== undefined) return { url: `${url}?${sasToken.replace(/^\?/, '')}` };
  if (key !== undefined && account !== undefined)
    return { url, credential: new StorageSharedKeyCredential(account, key) };
  if (!url.startsWith('https:'))
    throw badCredentials(
      'nothing is set that opens azure.endpoint, and one signs in over https: only',
      'set azure.account and azure.key, or azure.sasToken, or azure.connectionString instead',
    );
  const { DefaultAzureCredential } = await import('@azure/identity');
  return { url, credential: new DefaultAzureCredential() };
}

/** Of what a host name can have. */
const ACCOUNT = /^[a-z0-9-]+$/i;

function endpointOf({ account, endpoint }: Settings): string {
  if (endpoint?.includes('?') === true)
    throw badCredentials(
      'azure.endpoint has a shared access signature',
      'set azure.sasToken to what comes after its ?',
    );
  if (endpoint !== undefined) return endpoint.replace(/\/$/, '');
  if (account !== undefined && !ACCOUNT.test(account))
    throw badCredentials(
      'azure.account is no name of an account',
      'it is NAME of https://NAME.blob.core.windows.net; another address is azure.endpoint',
    );
  if (account !== undefined) return `https://${account}.blob.core.windows.net`;
  throw badCredentials(
    'neither azure.connectionString nor azure.account is set',
    'set azure.account, and azure.key or azure.sasToken unless you are signed in to Azure',
  );
}

/** The names that the settings have there. */
function fromEnvironment(env: NodeJS.ProcessEnv): Settings {
  const named = Object.entries(resources.azure).flatMap(([name, option]) => {
    const found = 'env' in option ? option.env.find((variable) => env[variable] !== undefined) : undefined;
    return found === undefined ? [] : [[name, env[found]]];
  });
  return Object.fromEntries(named) as Settings;
}
