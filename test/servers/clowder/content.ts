import { createHash } from 'node:crypto';
import { closeSync, createReadStream, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

/** The bytes of one stored file, as far as they were kept. */
export interface Content {
  readonly size: number;
  /** Lower-case hex; undefined when hashing is off. */
  readonly sha256: string | undefined;
  /** Bytes `start` to `end` inclusive; undefined when they were not kept. */
  read(start: number, end: number): Buffer | Readable | undefined;
  discard(): void;
}

/** A content without bytes. */
export function noContent(size: number): Content {
  return { size, sha256: undefined, read: () => undefined, discard: () => undefined };
}

export interface Sink {
  write(chunk: Buffer): void;
  finish(): Content;
}

export interface ContentStore {
  sink(): Sink;
  /** A file that stays where it is on this machine; undefined when it cannot be read. */
  fromPath(path: string): Promise<Content | undefined>;
  close(): void;
}

export interface ContentOptions {
  /** Contents up to this size stay in memory. Bytes, default 1 MiB, 0 = never. */
  readonly keepBytes?: number;
  /** Larger contents go to a temporary directory instead of nowhere. */
  readonly spool?: boolean;
  /** Default true; off for benchmarks. */
  readonly hash?: boolean;
}

export function createContentStore(options: ContentOptions): ContentStore {
  const { keepBytes = 1024 * 1024, spool = false, hash = true } = options;
  let directory: string | undefined;
  let spooled = 0;

  function spoolFile(): string {
    directory ??= mkdtempSync(join(tmpdir(), 'clowder-spool-'));
    spooled += 1;
    return join(directory, String(spooled));
  }

  function sink(): Sink {
    const digest = hash ? createHash('sha256') : undefined;
    let kept: Buffer[] = [];
    let size = 0;
    let file: { readonly path: string; readonly fd: number } | undefined;

    function moveToSpool(): void {
      if (spool) {
        const path = spoolFile();
        file = { path, fd: openSync(path, 'w') };
        for (const chunk of kept) writeSync(file.fd, chunk);
      }
      kept = [];
    }

    return {
      write(chunk) {
        const fitted = size <= keepBytes;
        size += chunk.length;
        digest?.update(chunk);
        if (size <= keepBytes) {
          kept.push(chunk);
          return;
        }
        if (fitted) moveToSpool();
        if (file) writeSync(file.fd, chunk);
      },
      finish() {
        if (file) closeSync(file.fd);
        const sha256 = digest?.digest('hex');
        const path = file?.path;
        const whole = size <= keepBytes ? Buffer.concat(kept) : undefined;
        return {
          size,
          sha256,
          read(start, end) {
            if (whole) return whole.subarray(start, end + 1);
            return path === undefined ? undefined : createReadStream(path, { start, end });
          },
          discard() {
            if (path !== undefined) rmSync(path, { force: true });
          },
        };
      },
    };
  }

  async function fromPath(path: string): Promise<Content | undefined> {
    const digest = createHash('sha256');
    let size = 0;
    try {
      for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
        size += chunk.length;
        if (hash) digest.update(chunk);
      }
    } catch {
      return undefined;
    }
    return {
      size,
      sha256: hash ? digest.digest('hex') : undefined,
      read: (start, end) => createReadStream(path, { start, end }),
      discard: () => undefined,
    };
  }

  return {
    sink,
    fromPath,
    close() {
      if (directory) rmSync(directory, { recursive: true, force: true });
    },
  };
}
