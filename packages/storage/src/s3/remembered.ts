import { cacheDirectory } from '@leat/config';
import { createHash, randomBytes } from 'node:crypto';
import { readFile, rename, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { makeDirectory } from '../sync-directory.ts';
import type { Conditionals } from './probe.ts';

const DAY_MS = 24 * 3600 * 1000;

/** What was found out about a bucket less than a day ago, by any process; undefined when nothing is, or can be, read. */
export async function recall(place: string): Promise<Conditionals | undefined> {
  try {
    const path = fileOf(place);
    const { mtimeMs } = await stat(path);
    if (Date.now() - mtimeMs > DAY_MS) return undefined;
    const { kept, unquoted, keptByCopy } = JSON.parse(await readFile(path, 'utf8')) as Partial<Conditionals>;
    return kept === true && unquoted !== undefined && keptByCopy !== undefined
      ? { kept, unquoted, keptByCopy }
      : undefined;
  } catch {
    return undefined;
  }
}

/** Without it, it is only found out once more. */
export async function remember(place: string, found: Conditionals): Promise<void> {
  try {
    const path = fileOf(place);
    const temporary = `${path}.${randomBytes(6).toString('hex')}`;
    await makeDirectory(dirname(path));
    await writeFile(temporary, JSON.stringify(found));
    await rename(temporary, path);
  } catch {
    // The cache is nobody's business but its own.
  }
}

/** Places of endpoints and buckets need not be readable by who looks into the cache. */
function fileOf(place: string): string {
  const name = createHash('sha256').update(place).digest('hex').slice(0, 32);
  return join(cacheDirectory(process.env, homedir()), 's3-conditions', `${name}.json`);
}
