import { fileVersion } from '@leat/storage';
import { newSha256 } from './digest.ts';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { errnoOf } from './walk/seen.ts';
import { troubleCode, troubleMessage } from './walk/trouble.ts';
import { troubleFailure } from './trouble-failure.ts';

const BLOCK = 1024 * 1024;

/** The part of a run that reading takes part in. */
export interface ReadContext {
  /** Aborted when nothing more should be read. */
  readonly stopped: AbortSignal;
  moved(bytes: number): void;
}

/**
 * The sha256 of a file's content in hexadecimal; undefined when the file was changed meanwhile, or is not what
 * the walk saw.
 *
 * @param version what the walk saw
 * @throws Failure reject with the code of a trouble, when it cannot be read
 */
export async function contentHash(
  path: string,
  version: string,
  context: ReadContext,
): Promise<string | undefined> {
  try {
    return await readHash(path, version, context);
  } catch (thrown) {
    context.stopped.throwIfAborted();
    const errno = errnoOf(thrown);
    const code = troubleCode(errno);
    throw troubleFailure(code, troubleMessage(code, path, errno), thrown);
  }
}

async function readHash(
  path: string,
  version: string,
  { stopped, moved }: ReadContext,
): Promise<string | undefined> {
  // A FIFO that has taken the file's place would otherwise be waited for.
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = await file.stat();
    if (fileVersion(stats) !== version) return undefined;
    const hash = newSha256();
    const block = Buffer.allocUnsafe(BLOCK);
    // No further than it was: reading after somebody who writes would never end.
    for (let left = stats.size; left > 0;) {
      stopped.throwIfAborted();
      const { bytesRead } = await file.read(block, 0, Math.min(left, BLOCK));
      if (bytesRead === 0) break;
      hash.update(block.subarray(0, bytesRead));
      moved(bytesRead);
      left -= bytesRead;
    }
    return fileVersion(await file.stat()) === version ? hash.digest('hex') : undefined;
  } finally {
    await file.close();
  }
}
