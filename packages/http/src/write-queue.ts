import type { Socket } from 'node:net';

/** What Node keeps behind a socket; below TLS lies the connection itself. */
interface Handle {
  /** Bytes that the system has not taken yet. */
  readonly writeQueueSize: number;
  readonly _parent?: Handle;
}

/**
 * Asks a socket whether anything of what it was given has gone out since the question before. Node only tells of a
 * piece as a whole, and on a slow line a megabyte takes minutes.
 */
export function watchQueue(socket: Socket): () => boolean {
  let before = 0;
  return () => {
    const { _handle: handle } = socket as Socket & { readonly _handle?: Handle | null };
    const now = (handle?._parent ?? handle)?.writeQueueSize ?? 0;
    const hasMoved = now !== before;
    before = now;
    return hasMoved;
  };
}
