import { randomBytes } from 'node:crypto';
import type { Body } from './body.ts';

/** A part that is a file. */
export interface FilePart {
  readonly field: string;
  readonly filename: string;
  /** Content-Type; none is sent when it is not given, and the server guesses by the name. */
  readonly type?: string | undefined;
  readonly length: number;
  chunks(): AsyncIterable<Buffer>;
}

/** A part that is text. Its content may be decided as late as when it is sent; its length is known before. */
export interface TextPart {
  readonly field: string;
  /** Bytes of UTF-8. */
  readonly length: number;
  text(): string;
}

export type Part = FilePart | TextPart;

/** Nobody who makes a file can know it, so it is in none. */
const boundary = `leat-${randomBytes(18).toString('base64url')}`;

/**
 * A body in the form of RFC 7578, its length computed in advance and its files streamed. Names stand in it as
 * plain UTF-8 in quotes, which is what browsers send and the only form that old parsers know (Play 2.2.6
 * understands neither `filename*` nor names without quotes).
 */
export function multipart(parts: readonly Part[]): Body {
  const heads = parts.map((part, index) => headOf(part, index === 0 ? '' : '\r\n'));
  const end = Buffer.from(`\r\n--${boundary}--\r\n`);
  const contents = parts.reduce((sum, part) => sum + part.length, 0);
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    length: heads.reduce((sum, head) => sum + head.length, 0) + contents + end.length,
    async *chunks() {
      for (const [index, part] of parts.entries()) {
        yield heads[index]!;
        if ('filename' in part) yield* part.chunks();
        else yield textOf(part);
      }
      yield end;
    },
  };
}

function headOf(part: Part, before: string): Buffer {
  const filename = 'filename' in part ? `; filename="${quoted(part.filename)}"` : '';
  const type = 'filename' in part && part.type !== undefined ? `Content-Type: ${header(part.type)}\r\n` : '';
  const disposition = `Content-Disposition: form-data; name="${quoted(part.field)}"${filename}\r\n`;
  return Buffer.from(`${before}--${boundary}\r\n${disposition}${type}\r\n`);
}

function textOf({ field, length, text }: TextPart): Buffer {
  const bytes = Buffer.from(text());
  if (bytes.length !== length)
    throw new Error(`the part ${field} has ${bytes.length} bytes, ${length} were promised`);
  return bytes;
}

/** As the HTML standard says ("multipart form data", escape a name): only what would end the name or the line. */
function quoted(name: string): string {
  return name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function header(value: string): string {
  if (/[\r\n]/.test(value)) throw new Error('a line end in a header');
  return value;
}
