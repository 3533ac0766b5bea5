import { StorageSharedKeyCredential } from '@azure/storage-blob';
import { describe, expect, test } from 'vitest';
import type { Access } from '../open-store.ts';
import { connectionOf } from './settings.ts';

type Settings = NonNullable<Access['azure']>;

const none: Settings = {
  connectionString: undefined,
  account: undefined,
  key: undefined,
  sasToken: undefined,
  endpoint: undefined,
  connectTimeout: 3,
  idleTimeout: 4,
};
const key = Buffer.from('a key of the account').toString('base64');
const other = Buffer.from('another key').toString('base64');
const text = `DefaultEndpointsProtocol=https;AccountName=lab;AccountKey=${key};EndpointSuffix=core.windows.net`;
const url = 'https://lab.blob.core.windows.net';

test.for([
  [{ connectionString: text }, `${url}/`, 'shared key'],
  [{ connectionString: text, account: 'lab', key, endpoint: url }, `${url}/`, 'shared key'],
  [
    { connectionString: `BlobEndpoint=${url}/;SharedAccessSignature=?sv=1&sig=x` },
    `${url}/?sv=1&sig=x`,
    'none',
  ],
  [
    { connectionString: 'UseDevelopmentStorage=true' },
    'http://127.0.0.1:10000/devstoreaccount1',
    'shared key',
  ],
  [{ account: 'lab', key }, url, 'shared key'],
  [
    { account: 'lab', key, endpoint: 'http://127.0.0.1:10000/lab/' },
    'http://127.0.0.1:10000/lab',
    'shared key',
  ],
  [{ account: 'lab', sasToken: '?sv=1&sig=x' }, `${url}?sv=1&sig=x`, 'none'],
  [{ endpoint: url, sasToken: 'sv=1&sig=x' }, `${url}?sv=1&sig=x`, 'none'],
  [{ account: 'lab' }, url, 'sign-in'],
  [{ endpoint: url }, url, 'sign-in'],
] as const)('%j is %s', async ([settings, expected, way]) => {
  const { url, credential, limits } = await connectionOf({ ...none, ...settings }, {});
  expect(url).toBe(expected);
  const kind = credential instanceof StorageSharedKeyCredential ? 'shared key' : 'sign-in';
  expect(credential === undefined ? 'none' : kind).toBe(way);
  expect(limits).toEqual({ connectTimeout: 3, idleTimeout: 4 });
});

describe('what contradicts itself or says too little', () => {
  test.for([
    [{}, 'azure.connectionString nor azure.account'],
    [{ key }, 'azure.key is set, but azure.account is not'],
    [{ key, endpoint: url }, 'azure.key is set, but azure.account is not'],
    [{ account: url, key }, 'azure.account is no name'],
    [{ endpoint: `${url}/?sv=1&sig=secret` }, 'azure.endpoint has a shared access signature'],
    [{ account: 'lab', endpoint: 'http://127.0.0.1:10000/lab' }, 'over https: only'],
    [{ account: 'lab', key, sasToken: 'sv=1&sig=secret' }, 'azure.key and azure.sasToken'],
    [{ connectionString: text, account: 'another' }, 'azure.connectionString and azure.account'],
    [{ connectionString: text, key: other }, 'azure.connectionString and azure.key'],
    [{ connectionString: text, sasToken: 'sv=1&sig=secret' }, 'azure.connectionString and azure.sasToken'],
    [{ connectionString: text, endpoint: 'https://elsewhere' }, 'azure.connectionString and azure.endpoint'],
    [{ connectionString: `AccountKey=${key}` }, 'azure.connectionString is no connection string'],
    [{ connectionString: 'secret' }, 'azure.connectionString is no connection string'],
  ] as const)('%j', async ([settings, words]) => {
    const failure = await connectionOf({ ...none, ...settings }, {}).catch((cause: unknown) => cause);
    expect(failure).toMatchObject({ class: 'fatal', code: 'bad_credentials' });
    expect((failure as Error).message).toContain(words);
    const shown = JSON.stringify(failure) + String((failure as Error).stack);
    for (const secret of [key, other, 'secret']) expect(shown).not.toContain(secret);
  });
});

test('without settings, those of the environment', async () => {
  const env = { AZURE_STORAGE_NAME: 'lab', AZURE_STOREAGE_KEY: key };
  const { url, credential, limits } = await connectionOf(undefined, env);
  expect({ url, limits }).toEqual({
    url: 'https://lab.blob.core.windows.net',
    limits: { connectTimeout: 10, idleTimeout: 60 },
  });
  expect(credential).toBeInstanceOf(StorageSharedKeyCredential);
});
