import type { resources, ValuesOf } from '@leat/config';
import { parseAddress, type Address } from './address.ts';
import type { Store } from './store.ts';

/**
 * Settings of the object stores; of a tool its `settings.resources`. Without them the SDKs look in their own places.
 */
export interface Access {
  readonly aws?: ValuesOf<(typeof resources)['aws']>;
  readonly azure?: ValuesOf<(typeof resources)['azure']>;
}

/** One store for each settings, so that its connections are shared. */
const opened = new WeakMap<object, Promise<Store>>();
const DEFAULTS: { readonly aws: object; readonly azure: object } = { aws: {}, azure: {} };

/**
 * The store that an address belongs to.
 *
 * @throws Failure reject `bad_uri`; fatal `bad_credentials` where settings contradict each other
 */
export async function openStore(
  uri: string,
  access: Access = {},
): Promise<{ readonly store: Store; readonly address: Address }> {
  const address = parseAddress(uri);
  return { store: await storeFor(address, access), address };
}

/** SDKs are loaded on first use: they are large. */
async function storeFor({ scheme }: Address, { aws, azure }: Access): Promise<Store> {
  if (scheme === 'file') return (await import('./file-store.ts')).fileStore;
  if (scheme === 's3')
    return once(aws ?? DEFAULTS.aws, async () => (await import('./s3-store.ts')).openS3(aws));
  return once(azure ?? DEFAULTS.azure, async () => (await import('./az-store.ts')).openAzure(azure));
}

function once(settings: object, open: () => Promise<Store>): Promise<Store> {
  let store = opened.get(settings);
  if (store === undefined) {
    store = open();
    opened.set(settings, store);
    // What failed to open is tried again.
    store.catch(() => opened.delete(settings));
  }
  return store;
}
