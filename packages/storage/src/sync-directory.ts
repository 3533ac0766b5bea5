import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';

/** What says that a file system has no such thing, or that one may not list the directory: the write stands. */
const harmless: ReadonlySet<string> = new Set(['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'EACCES']);

/** Brings the names in a directory to the disk: without it, a crash can take a rename back. */
export async function syncDirectory(directory: string): Promise<void> {
  try {
    const handle = await open(directory);
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (cause) {
    if (!harmless.has((cause as NodeJS.ErrnoException).code ?? '')) throw cause;
  }
}

/** Makes a directory and those above it, where they are missing, and brings their names to the disk. */
export async function makeDirectory(directory: string): Promise<void> {
  const first = await mkdir(directory, { recursive: true });
  if (first === undefined) return;
  for (let made = directory; ; made = dirname(made)) {
    await syncDirectory(dirname(made));
    if (made === first) return;
  }
}
