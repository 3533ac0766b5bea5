import { createHash } from 'node:crypto';

/**
 * The id of a block, made from what is in it and where: the same block gets the same id again, and two different ones
 * never get the same. Of one blob all ids must have the same length (Put Block, `blockid`).
 *
 * @param seed names the write, or what is written
 * @param length bytes
 * @returns Base64
 */
export function blockId(seed: string, start: number, content: Uint8Array, length: number): string {
  const hash = createHash('shake256', { outputLength: length });
  return hash.update(`${seed}\0${start}\0`).update(content).digest('base64');
}

/** Bytes of an id. */
export function idLength(id: string): number {
  return Buffer.from(id, 'base64').length;
}
