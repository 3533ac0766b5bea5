import { lstatSync } from 'node:fs';
import type { Scope } from './scope.ts';

/** Whether something is at a path, or an object at an address. */
export function isThere(place: string, { root, to }: Scope): boolean | Promise<boolean> {
  if (root.objects !== undefined) return root.objects.isThere(place, to.stopped);
  try {
    return lstatSync(place, { throwIfNoEntry: false }) !== undefined;
  } catch {
    // A directory that may be listed but not entered: each of its files is a problem already.
    return false;
  }
}
