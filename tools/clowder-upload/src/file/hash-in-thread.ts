import { Worker } from 'node:worker_threads';

export interface HashRequest {
  readonly stream: number;
  /** In shared memory. */
  readonly block: Uint8Array | undefined;
  readonly isEnd: boolean;
}

export interface HashAnswer {
  readonly stream: number;
  /** Lower-case hex, at the end. */
  readonly sha256: string | undefined;
}

/** The SHA-256 of one stream, made while the stream goes elsewhere too. */
export interface Hashing {
  /** @param block in shared memory; it must stay as it is until `fewerThan` says that it has been used */
  update(block: Uint8Array): void;
  /** Settles when fewer blocks than that wait to be hashed. */
  fewerThan(count: number): Promise<void>;
  digest(): Promise<string>;
  /** Given up: nothing more will come. */
  drop(): void;
}

interface Stream {
  waiting: number;
  wake: () => void;
  readonly digest: PromiseWithResolvers<string>;
}

/** The program of the thread: beside this module, as source or as it was built. */
const program = new URL(
  import.meta.url.endsWith('.ts') ? '../hash-thread.ts' : './hash-thread.js',
  import.meta.url,
);

const streams = new Map<number, Stream>();
let worker: Worker | undefined;
let lastStream = 0;

/**
 * Hashes in a second thread, one for all streams: hashing takes longer than sending on a fast network, and would
 * take its time from it.
 */
export function hashInThread(): Hashing {
  const thread = (worker ??= startThread());
  const id = ++lastStream;
  const stream: Stream = { waiting: 0, wake: () => {}, digest: Promise.withResolvers() };
  if (streams.size === 0) thread.ref();
  streams.set(id, stream);
  const post = (request: Omit<HashRequest, 'stream'>): void => {
    stream.waiting++;
    thread.postMessage({ stream: id, ...request } satisfies HashRequest);
  };
  return {
    update: (block) => post({ block, isEnd: false }),
    async fewerThan(count) {
      while (stream.waiting >= count) {
        await new Promise<void>((resolve) => {
          stream.wake = resolve;
        });
      }
    },
    digest() {
      post({ block: undefined, isEnd: true });
      return stream.digest.promise;
    },
    drop: () => post({ block: undefined, isEnd: true }),
  };
}

function startThread(): Worker {
  const started = new Worker(program);
  // The process may end while the thread has nothing to do.
  started.unref();
  started.on('message', ({ stream: id, sha256 }: HashAnswer) => {
    const stream = streams.get(id)!;
    stream.waiting--;
    stream.wake();
    if (sha256 === undefined) return;
    stream.digest.resolve(sha256);
    streams.delete(id);
    if (streams.size === 0) started.unref();
  });
  return started;
}
