import { createHash } from 'node:crypto';
import { isCopyOf } from './mark.ts';
import { readFound, type Found } from './read-found.ts';
import { sameBytes } from './same-bytes.ts';

/** `unclear`: only reading them could tell. */
export type Comparison = 'same' | 'different' | 'unclear';

/**
 * Whether the target has the content already, by the cheapest way that is sure: size, our mark, the MD5s of both. Then
 * by reading: only one where the other's MD5 is known, else both.
 */
export async function compare(
  original: Found,
  there: Found,
  { mayRead, signal }: { readonly mayRead: boolean; readonly signal: AbortSignal },
): Promise<Comparison> {
  const [from, to] = [original.info, there.info];
  if (from.size !== to.size) return 'different';
  if (from.size === 0 || isCopyOf(from, to)) return 'same';
  if (from.md5 !== undefined && to.md5 !== undefined) return from.md5 === to.md5 ? 'same' : 'different';
  if (!mayRead) return 'unclear';
  return (await isSameRead(original, there, signal)) ? 'same' : 'different';
}

async function isSameRead(original: Found, there: Found, signal: AbortSignal): Promise<boolean> {
  const { md5 } = there.info;
  if (md5 !== undefined) return (await md5Of(original, signal)) === md5;
  if (original.info.md5 !== undefined) return (await md5Of(there, signal)) === original.info.md5;
  return hasSameBytes(original, there, signal);
}

/** Reads both. */
export function hasSameBytes(original: Found, there: Found, signal: AbortSignal): Promise<boolean> {
  return sameBytes(readFound(original, 0, signal), readFound(there, 0, signal));
}

async function md5Of(object: Found, signal: AbortSignal): Promise<string> {
  const hash = createHash('md5');
  for await (const block of readFound(object, 0, signal)) hash.update(block);
  return hash.digest('hex');
}
