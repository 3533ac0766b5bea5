import type { Hash } from 'node:crypto';

/** A sha256 to be fed. `node:crypto` is loaded here and not before: it is a fifth of the start of an empty scan. */
export function newSha256(): Hash {
  return process.getBuiltinModule('node:crypto').createHash('sha256');
}
