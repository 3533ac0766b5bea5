import { existsSync, statSync } from 'node:fs';

/** @param path absolute; empty for the root */
export function isDirectory(path: string): boolean {
  return existsSync(path || '/') && statSync(path || '/').isDirectory();
}
