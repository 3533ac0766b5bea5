import type { Socket } from 'node:net';

/**
 * Lets a socket be read once more before a write that failed is reported. A server that refuses an upload answers
 * and hangs up; the next write then fails while the answer lies unread in the system's buffer, and a Node
 * socket takes in nothing any more once it has heard of the error.
 *
 * @returns takes this off again: the socket may serve other requests
 */
export function readBeforeError(socket: Socket): () => void {
  const { _write, _writev } = socket;
  socket._write = (chunk, encoding, callback) => _write.call(socket, chunk, encoding, late(callback));
  if (_writev !== undefined) {
    socket._writev = (chunks, callback) => _writev.call(socket, chunks, late(callback));
  }
  return () => {
    Reflect.deleteProperty(socket, '_write');
    Reflect.deleteProperty(socket, '_writev');
  };
}

type Callback = (error?: Error | null) => void;

function late(callback: Callback): Callback {
  return (error) => {
    if (error === undefined || error === null) callback(error);
    // The first turn reads, at the second one what was read has been handled.
    else setImmediate(() => setImmediate(() => callback(error)));
  };
}
