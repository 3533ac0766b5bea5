import { Failure, formatSeconds } from '@leat/pipe';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RemoteFile, StoredFile } from '../server/api.ts';
import type { Run } from '../run.ts';

/** Between two questions; the first one comes when the file is likely to be stored. */
const SHORTEST_SECONDS = 0.005;
const LONGEST_SECONDS = 2;

/**
 * Waits until the bytes of a file are stored. Clowder 1 answers an upload before it stores it, and when that fails it
 * removes the file without a word.
 *
 * @param bytes what it should have: more may take longer
 * @returns undefined when the file is gone
 * @throws Failure retry `not_stored`
 */
export async function waitStored(
  { clowder, patience, signal, storing }: Run,
  { id, name, size, state }: RemoteFile,
  bytes: number,
): Promise<StoredFile | undefined> {
  if (state === 'sure' || state === 'path') return { name, folder: undefined, size, isStored: true };
  const longest = patience(bytes);
  const started = performance.now();
  const seconds = (): number => (performance.now() - started) / 1000;
  let wait = storing.seconds;
  for (let count = 1; ; count++) {
    if (wait > 0) await pause(wait, signal);
    const file = await clowder.getFile(id);
    if (file === undefined) return undefined;
    if (file.isStored) {
      // Stored at the first question means that the question could have come earlier.
      storing.seconds = count === 1 ? storing.seconds * 0.8 : Math.min(seconds(), LONGEST_SECONDS);
      return file;
    }
    wait = Math.min(Math.max(seconds() / 2, SHORTEST_SECONDS), LONGEST_SECONDS);
    if (seconds() > longest) {
      const message = `the server took it (file ${id}) but has not stored it within ${formatSeconds(longest)}`;
      throw new Failure('retry', 'not_stored', message, {
        hint: 'if it stays so, delete that file on the server and run again',
      });
    }
  }
}

async function pause(seconds: number, signal: AbortSignal): Promise<void> {
  await sleep(seconds * 1000, undefined, { signal }).catch(() => {
    throw new Failure('retry', 'stopped', 'given up waiting because the run ends');
  });
}
