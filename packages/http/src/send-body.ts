import { Failure } from '@leat/pipe';
import type { ClientRequest } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Body } from './body.ts';
import type { RequestName } from './failures.ts';

/** So much may wait in memory while the source reads on: the wire is never idle, and memory stays small. */
export const BYTES_AHEAD = 1024 * 1024;
/** Pieces below this are put together, so that a small file is one packet. */
const SMALL_BYTES = 16 * 1024;

/**
 * Writes a body as fast as the other side takes it.
 *
 * @param isOver asked before each piece: the server has answered already, or the request is dead
 * @param onMoved called when a piece has gone out
 * @throws whatever the source throws; Failure reject `changed` when its length is not the promised one
 */
export async function sendBody(
  request: ClientRequest,
  name: RequestName,
  { chunks, length }: Body,
  isOver: () => boolean,
  onMoved: () => void,
): Promise<void> {
  let given = 0;
  let small: Buffer[] = [];
  const write = async (bytes: Buffer): Promise<void> => {
    request.write(bytes, onMoved);
    if (request.writableLength > BYTES_AHEAD) await drained(request);
    // A server that refuses and hangs up: its answer must be read before the next write meets the closed
    // connection, so what has arrived is looked at first.
    else await nextTurn();
  };
  const flush = async (): Promise<void> => {
    const together = small.length === 1 ? small[0]! : Buffer.concat(small);
    small = [];
    if (together.length > 0) await write(together);
  };

  for await (const chunk of chunks()) {
    if (isOver()) return;
    given += chunk.length;
    if (given > length) throw wrongLength(name, length, given);
    if (chunk.length < SMALL_BYTES) small.push(chunk);
    else {
      if (small.length > 0) await flush();
      await write(chunk);
    }
    if (small.length > 64) await flush();
  }
  if (isOver()) return;
  if (given < length) throw wrongLength(name, length, given);
  request.end(small.length === 0 ? undefined : Buffer.concat(small), onMoved);
}

function wrongLength(name: RequestName, promised: number, given: number): Failure {
  const message = `${name}: ${promised} bytes were to be sent, the source has ${given < promised ? given : 'more'}`;
  return new Failure('reject', 'changed', message);
}

/** Settles when the buffer is empty, and also when it never will be. */
function drained(request: ClientRequest): Promise<void> {
  return new Promise((resolve) => {
    const events = ['drain', 'close', 'error', 'response'] as const;
    const done = (): void => {
      for (const event of events) request.off(event, done);
      resolve();
    };
    for (const event of events) request.on(event, done);
    if (request.destroyed) done();
  });
}
