import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** @param path absolute; empty for the root */
export function isDirectory(path: string): boolean {
  return existsSync(path || '/') && statSync(path || '/').isDirectory();
}

/** Why no file can be written below a directory, which need not be there yet; undefined when one can. */
export function whyUnusable(target: string): string | undefined {
  let there = target || '/';
  while (!existsSync(there)) there = dirname(there);
  if (!isDirectory(there)) return `${there} is no directory`;
  try {
    accessSync(there, constants.W_OK | constants.X_OK);
    return undefined;
  } catch {
    return `${there} cannot be written to`;
  }
}
