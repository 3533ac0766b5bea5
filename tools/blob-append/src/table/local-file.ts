import type { ReadRange } from '@leat/parquet';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';

/** A file of the run's own directory, for reading by range; close it. */
export async function openLocal(
  path: string,
): Promise<{ readonly size: number; readonly read: ReadRange; close(): Promise<void> }> {
  const file = await open(path);
  const { size } = await file.stat();
  return {
    size,
    async read(start, end) {
      const bytes = new Uint8Array(end - start);
      for (let at = 0; at < bytes.length;) {
        const { bytesRead } = await file.read(bytes, at, bytes.length - at, start + at);
        if (bytesRead === 0) throw new RangeError(`${path} ends before byte ${end}`);
        at += bytesRead;
      }
      return bytes;
    },
    close: () => file.close(),
  };
}

export function streamLocal(path: string, start: number): AsyncIterable<Uint8Array> {
  return createReadStream(path, { start, highWaterMark: 4 * 2 ** 20 });
}
