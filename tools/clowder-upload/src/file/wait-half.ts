import { setTimeout as sleep } from 'node:timers/promises';
import type { LocalFile } from './local-file.ts';
import type { OpenDataset } from '../dataset/open-dataset.ts';
import type { Run } from '../run.ts';
import type { WantedFile } from './wanted.ts';

const WAIT_SECONDS = 1;

/**
 * Gives Clowder 2 the time to end what it has begun. When a proxy has lost patience or the run that sent a file was
 * killed, the server still reads it back: a record without bytes then becomes a whole file. What is half after
 * that time is left so, for the caller to remove.
 */
export async function waitHalf(
  { clowder, patience, signal }: Run,
  { tree }: Pick<OpenDataset, 'tree'>,
  wanted: WantedFile,
  { size }: LocalFile,
): Promise<void> {
  const half = tree.at(wanted).filter((file) => file.state === 'half');
  const until = performance.now() + patience(size) * 1000;
  for (const file of half) {
    while (performance.now() < until && !signal.aborted) {
      const now = await clowder.getFile(file.id);
      if (now === undefined || now.isStored) break;
      await sleep(Math.min(WAIT_SECONDS, patience(size) / 4) * 1000, undefined, { signal }).catch(() => {});
    }
  }
  if (half.length > 0) await tree.refresh();
}
