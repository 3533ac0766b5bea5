import type { Content, Sink } from '../content.ts';
import { refuse } from '../reply.ts';

/** A part that is being received; after `close` it is kept in the form or dropped. */
export interface OpenPart {
  write(bytes: Buffer): void;
  close(): void;
  keep(): void;
  drop(): void;
}

function nothing(): void {}

/** A part that nobody understands: its bytes go nowhere. */
export const lostPart: OpenPart = { write: nothing, close: nothing, keep: nothing, drop: nothing };

export function openFile(sink: Sink, keep: (content: Content) => void): OpenPart {
  let content: Content | undefined;
  return {
    write: (bytes) => sink.write(bytes),
    close() {
      content = sink.finish();
    },
    keep: () => content && keep(content),
    drop: () => content?.discard(),
  };
}

export function openText(limit: number, keep: (text: string) => void): OpenPart {
  const chunks: Buffer[] = [];
  let size = 0;
  return {
    write(bytes) {
      size += bytes.length;
      if (size > limit) refuse({ status: 413, headers: {}, body: '' });
      chunks.push(bytes);
    },
    close: nothing,
    keep: () => keep(Buffer.concat(chunks).toString()),
    drop: nothing,
  };
}
