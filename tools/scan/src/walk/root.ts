import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { Failure } from '@leat/pipe';
import { errnoOf } from './seen.ts';
import { visitRoot, type Visit } from './visit.ts';

/**
 * Starts the visit of the directory that a walk begins at; a link given as the root is followed.
 *
 * @throws {Failure} fatal: `root_missing`, `root_denied`, `root_unreadable` or `root_not_directory`.
 */
export function openRoot(root: string): Visit {
  const absolute = resolve(root);
  const stats = statRoot(absolute);
  if (stats.isDirectory()) return visitRoot(absolute, stats);
  throw new Failure('fatal', 'root_not_directory', `${absolute} is not a directory`, {
    hint: 'give the directory that holds the data',
  });
}

function statRoot(absolute: string) {
  try {
    return statSync(absolute);
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === 'ENOENT' || errno === 'ENOTDIR') {
      const hint = 'check the spelling, and whether the file system is mounted';
      throw new Failure('fatal', 'root_missing', `${absolute} does not exist`, { hint, cause: error });
    }
    if (errno === 'EACCES' || errno === 'EPERM') {
      const hint = 'ask its owner, or run as a user who may read it';
      throw new Failure('fatal', 'root_denied', `no permission to reach ${absolute}`, { hint, cause: error });
    }
    throw new Failure('fatal', 'root_unreadable', `${absolute} cannot be read (${errno})`, { cause: error });
  }
}
