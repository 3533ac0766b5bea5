import { fstatSync, writeSync } from 'node:fs';
import { Writable } from 'node:stream';
import { isatty } from 'node:tty';

const SCRATCH_BYTES = 256 * 1024;

/**
 * A stream onto a file descriptor that writes all of a block or fails. Node's own stdout writes once and does not
 * look how much that was: on a disk that fills up, the end of the output is missing and the exit code is 0.
 */
export function openFileStream(descriptor: number): Writable {
  const scratch = Buffer.allocUnsafeSlow(SCRATCH_BYTES);
  return new Writable({
    decodeStrings: false,
    highWaterMark: SCRATCH_BYTES,
    write(text: string | Buffer, _encoding, done) {
      try {
        writeAll(descriptor, bytesOf(text, scratch));
      } catch (cause) {
        done(cause as Error);
        return;
      }
      done();
    },
  });
}

/** The stream onto stdout: whatever stdout is, what could not be written is an error. */
export function openStdout(): Writable {
  return isFileLike(1) ? openFileStream(1) : process.stdout;
}

/** Whether a descriptor takes what is written to it at once: a file or a device, and no pipe or terminal. */
export function isFileLike(descriptor: number): boolean {
  try {
    const stat = fstatSync(descriptor);
    return !isatty(descriptor) && (stat.isFile() || stat.isCharacterDevice() || stat.isBlockDevice());
  } catch {
    return false;
  }
}

/** In memory of our own where it fits: a million lines are otherwise three thousand buffers for the collector. */
function bytesOf(text: string | Buffer, scratch: Buffer): Buffer {
  if (typeof text !== 'string') return text;
  // No UTF-16 unit needs more than three bytes.
  if (text.length * 3 > scratch.length) return Buffer.from(text);
  return scratch.subarray(0, scratch.write(text));
}

function writeAll(descriptor: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
}
