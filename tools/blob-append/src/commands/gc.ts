import type { CommandContext } from '@leat/pipe';
import { openStore, type Access } from '@leat/storage';
import { dirname } from 'node:path';
import { absolute } from '../absolute.ts';

/** Prints what cut-off writes have left below a prefix, and removes it unless the run is dry. */
export async function collect(
  uri: string,
  olderThanSeconds: number,
  access: Access,
  to: CommandContext,
): Promise<void> {
  const { store, address } = await openStore(absolute(uri), access);
  // Beside a file is where its unfinished successors are.
  const isFile = address.scheme === 'file' && (await isThere(store, address));
  const prefix = isFile ? { ...address, path: dirname(address.path) } : address;
  const { isDryRun, signal } = to;
  for await (const leftover of store.sweep(prefix, { olderThanSeconds, isDryRun, signal }))
    await to.print({ ...leftover, removed: !isDryRun });
}

type Opened = Awaited<ReturnType<typeof openStore>>;

async function isThere(store: Opened['store'], address: Opened['address']): Promise<boolean> {
  try {
    await store.stat(address);
    return true;
  } catch {
    // A directory, or nothing: then it is looked into as it stands.
    return false;
  }
}
