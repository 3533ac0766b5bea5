import { Readable } from 'node:stream';
import { StorageError } from '../storage-error.ts';
import { fromS3 } from './from-s3.ts';

/** A body on its way. */
export interface Opened {
  readonly body: Readable;
  /** Bytes that it must give; NaN where that is not known. */
  readonly length: number;
}

/**
 * The blocks of a body, counted: one that ends early fails. While a reader takes its time the connection stands still,
 * and the client ends it: that is nobody's failure, and the rest is asked for again.
 *
 * @param reopen opens the rest after so many bytes
 */
export function checkedStream(
  uri: string,
  first: Opened,
  reopen: (seen: number) => Promise<Opened>,
  signal: AbortSignal | undefined,
): Readable {
  const state: Reading = { body: first.body, isAway: true, brokeAway: false };
  follow(state, first.body);
  const blocks = checked(uri, state, first.length, reopen, signal);
  const readable = Readable.from(blocks, { objectMode: false });
  // Also when it is given up before its first block: then the generator never runs, not even its `finally`.
  readable.once('close', () => state.body.destroy());
  return readable;
}

interface Reading {
  body: Readable;
  /** Nobody waits for bytes now. */
  isAway: boolean;
  /** The body broke while nobody did. */
  brokeAway: boolean;
}

/** It may break before anybody listens, and must not end the process then. */
function follow(state: Reading, body: Readable): void {
  state.body = body;
  state.brokeAway = false;
  body.once('error', () => {
    state.brokeAway = state.isAway;
  });
}

async function* checked(
  uri: string,
  state: Reading,
  expected: number,
  reopen: (seen: number) => Promise<Opened>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Buffer, void> {
  let seen = 0;
  for (let isOver = false; !isOver;) {
    try {
      state.isAway = false;
      for await (const block of state.body as AsyncIterable<Buffer>) {
        signal?.throwIfAborted();
        seen += block.length;
        state.isAway = true;
        yield block;
        state.isAway = false;
      }
      isOver = true;
    } catch (cause) {
      if (signal?.aborted === true) throw signal.reason;
      const isOurs = state.brokeAway && (cause as Error).name === 'TimeoutError';
      if (!isOurs) throw brokenOff(uri, cause as Error);
      follow(state, (await reopen(seen)).body);
    }
  }
  if (Number.isNaN(expected) || seen === expected) return;
  throw new StorageError('unavailable', `${uri}: the connection was cut after ${seen} of ${expected} bytes`);
}

/** Also what the SDK says of a checksum that is not right. */
function brokenOff(uri: string, cause: Error): unknown {
  const error = fromS3(uri, cause);
  if (error !== cause || cause instanceof StorageError) return error;
  return new StorageError('unavailable', `${uri}: ${cause.message}`, { cause });
}
