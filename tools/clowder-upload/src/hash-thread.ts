/** The program of the hashing thread: SHA-256 of several streams, block by block in memory that it shares. */
import { createHash, type Hash } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import type { HashAnswer, HashRequest } from './file/hash-in-thread.ts';

const hashes = new Map<number, Hash>();

parentPort?.on('message', ({ stream, block, isEnd }: HashRequest) => {
  const hash = hashes.get(stream) ?? createHash('sha256');
  hashes.set(stream, hash);
  if (block !== undefined) hash.update(block);
  if (isEnd) hashes.delete(stream);
  const answer: HashAnswer = { stream, sha256: isEnd ? hash.digest('hex') : undefined };
  parentPort?.postMessage(answer);
});
