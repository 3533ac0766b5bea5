import { fstatSync, read, type Stats } from 'node:fs';
import { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { Failure, UsageFailure } from './failure.ts';
import type { JsonObject } from './json-line.ts';

/** Input of a step or reducer, and how much of it there is when that is known. */
export interface Input {
  readonly stream: AsyncIterable<Buffer> & { destroy(): unknown };
  /** In bytes. */
  readonly size: number | undefined;
  readonly maxLineBytes: number;
}

/** What a pipe holds. More lines at once would also outlive the youngest generation of the heap. */
const CHUNK_BYTES = 64 * 1024;

/** A text can be twice as long (V8), and a tool has to be able to add to it. */
const LONGEST_LINE_MIB = 256;

/**
 * Opens stdin for reading in chunks that all lie in the same memory, so that each is gone when the next is asked
 * for: a stream's own chunks, of which the collector frees many at a time, cost 30 MB.
 *
 * @throws Failure fatal `stdin_unreadable`, UsageFailure `max_line`, `same_file`
 */
export function openInput(maxLineBytes: number): Input {
  if (maxLineBytes > LONGEST_LINE_MIB * 2 ** 20) throw tooLongLines();
  const stat = fstatSync(0);
  // Node reads nothing from one, and says nothing.
  if (stat.isDirectory()) throw unreadableInput(new Error('it is a directory'));
  if (isStdout(stat)) throw readsItself();
  if (stat.isFile()) return { stream: readFile(0), size: stat.size, maxLineBytes };
  const stream = stat.isFIFO() || stat.isSocket() ? readPipe(0) : process.stdin;
  return { stream, size: undefined, maxLineBytes };
}

/** Lines that no stream gives, as if they had come by one. */
export function givenInput(members: readonly JsonObject[], maxLineBytes: number): Input {
  const bytes = Buffer.from(members.map((member) => `${JSON.stringify(member)}\n`).join(''));
  return { stream: Readable.from([bytes]), size: bytes.length, maxLineBytes };
}

const readBytes = promisify(read);

/** Reads the next chunk while the last one is worked on. */
export function readFile(descriptor: number): Input['stream'] {
  const buffers = [Buffer.allocUnsafeSlow(CHUNK_BYTES), Buffer.allocUnsafeSlow(CHUNK_BYTES)] as const;
  let isDestroyed = false;
  const readInto = async (buffer: Buffer): Promise<Buffer> => {
    const { bytesRead } = await readBytes(descriptor, buffer, 0, buffer.length, null);
    return buffer.subarray(0, bytesRead);
  };
  return {
    destroy() {
      isDestroyed = true;
    },
    async *[Symbol.asyncIterator]() {
      let next = readInto(buffers[0]);
      for (let turn = 1; ; turn++) {
        const chunk = await next;
        if (chunk.length === 0 || isDestroyed) return;
        next = readInto(buffers[turn % 2]!);
        // Its failure comes out at the next turn, if there is one.
        next.catch(() => {});
        yield chunk;
        if (isDestroyed) return;
      }
    },
  };
}

export function readPipe(descriptor: number): Input['stream'] {
  const buffer = Buffer.allocUnsafeSlow(CHUNK_BYTES);
  let arrived: Buffer | undefined;
  let isEnded = false;
  let broken: Error | undefined;
  let wake = (): void => {};

  const socket = new Socket({
    fd: descriptor,
    readable: true,
    writable: false,
    onread: {
      buffer,
      // False stops reading until `resume`: the buffer is in use.
      callback(size) {
        arrived = buffer.subarray(0, size);
        wake();
        return false;
      },
    },
  });
  socket.on('error', (cause) => {
    broken = cause;
    wake();
  });
  socket.on('close', () => {
    isEnded = true;
    wake();
  });

  return {
    destroy: () => socket.destroy(),
    async *[Symbol.asyncIterator]() {
      for (;;) {
        if (arrived === undefined && !isEnded && broken === undefined) {
          await new Promise<void>((resolve) => {
            wake = resolve;
            socket.resume();
          });
        }
        if (broken !== undefined) throw broken;
        if (arrived === undefined) return;
        const chunk = arrived;
        arrived = undefined;
        yield chunk;
      }
    },
  };
}

/** `tool < records >> records` would not end. */
function isStdout(stdin: Stats): boolean {
  const { dev, ino } = fstatSync(1);
  return stdin.isFile() && stdin.dev === dev && stdin.ino === ino;
}

function readsItself(): Failure {
  return new UsageFailure('same_file', 'stdin and stdout are the same file', {
    hint: 'print into another one',
  });
}

function tooLongLines(): Failure {
  const message = `no line can be longer than ${LONGEST_LINE_MIB} MiB`;
  return new UsageFailure('max_line', message, { hint: 'give a smaller --max-line' });
}

/** Reading itself went wrong: stdin is a directory, a disk that fails. */
export function unreadableInput(cause: Error): Failure {
  return new Failure('fatal', 'stdin_unreadable', `cannot read stdin: ${cause.message}`, { cause });
}
