import type { Writable } from 'node:stream';

/**
 * Lines out, in blocks of 64 KiB, with back-pressure. The three ways a reader can fail are told apart:
 * it went away (`EPIPE`), the disk is full, or something else.
 */
export interface Output {
  /** Adds one line, without its newline. */
  line(text: string): void;
  /** Hands over what is waiting; a promise when the reader is slow. */
  flush(): Promise<void> | undefined;
  /** A promise when the reader is slow and nothing more should be added. */
  room(): Promise<void> | undefined;
  /** Why nothing can be written any more; `EPIPE` when the reader went away. */
  readonly broken: NodeJS.ErrnoException | undefined;
  /** Called once, at the moment the output breaks. */
  onBroken(call: (cause: NodeJS.ErrnoException) => void): void;
  /** Settles when all is written, or the output is broken. */
  end(): Promise<void>;
}

const BLOCK = 64 * 1024;

/** @param beforeWrite called before each block, when the output is a terminal that shows progress too */
export function openOutput(stream: Writable, beforeWrite?: () => void): Output {
  let waiting: string[] = [];
  let size = 0;
  let broken: NodeJS.ErrnoException | undefined;
  let draining: Promise<void> | undefined;
  const listeners: ((cause: NodeJS.ErrnoException) => void)[] = [];

  // The handler stays for the life of the process: without one, a reader that leaves is a stack trace.
  stream.on('error', (cause: NodeJS.ErrnoException) => {
    if (broken !== undefined) return;
    broken = cause;
    for (const call of listeners) call(cause);
  });

  const drained = (): Promise<void> =>
    new Promise((resolve) => {
      const finish = (): void => {
        stream.off('drain', finish);
        stream.off('error', finish);
        draining = undefined;
        resolve();
      };
      stream.once('drain', finish);
      stream.once('error', finish);
    });

  const flush = (): Promise<void> | undefined => {
    if (waiting.length > 0 && broken === undefined) {
      waiting.push('');
      beforeWrite?.();
      const isTaken = stream.write(waiting.join('\n'));
      if (!isTaken && draining === undefined) draining = drained();
    }
    waiting = [];
    size = 0;
    return draining;
  };

  return {
    line(text) {
      waiting.push(text);
      size += text.length + 1;
    },
    flush,
    room: () => (size >= BLOCK ? flush() : draining),
    get broken() {
      return broken;
    },
    onBroken: (call) => void listeners.push(call),
    async end() {
      await flush();
      if (broken !== undefined) return;
      await new Promise<void>((resolve) => {
        stream.once('error', () => resolve());
        stream.write('', () => resolve());
      });
    },
  };
}
