import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a directory and those above it, where they are missing. One by one: where a file system makes none and says
 * ENOENT (`/proc`), the recursive mkdir of Node never ends.
 *
 * @throws Error of the system
 */
export function makeDirectory(directory: string): void {
  if (existsSync(directory)) return;
  const above = dirname(directory);
  if (above !== directory) makeDirectory(above);
  try {
    mkdirSync(directory);
  } catch (cause) {
    // Another run may have been faster.
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
  }
}

/** Why no file can be written below a directory, which need not be there yet; undefined when one can. */
export function whyUnusable(directory: string): string | undefined {
  let there = directory || '/';
  while (!existsSync(there)) there = dirname(there);
  if (!statSync(there).isDirectory()) return `${there} is no directory`;
  try {
    accessSync(there, constants.W_OK | constants.X_OK);
    return undefined;
  } catch {
    return `${there} cannot be written to`;
  }
}
