import type { Content, ContentStore } from '../content.ts';
import { boundaryOf, createSplitter } from '../delimiter.ts';
import { refuse } from '../reply.ts';
import { readPartHeader } from './play-header.ts';
import { lostPart, openFile, openText } from './play-part.ts';
import type { OpenPart } from './play-part.ts';
import type { V1Quirks } from './quirks.ts';
import { badRequest } from './replies.ts';

export interface FilePart {
  readonly field: string;
  readonly name: string;
  readonly type: string | undefined;
  readonly content: Content;
}

export interface PlayForm {
  readonly files: readonly FilePart[];
  /** Text parts by name, in order of arrival. */
  readonly texts: ReadonlyMap<string, readonly string[]>;
}

export const emptyForm: PlayForm = { files: [], texts: new Map() };

interface Upload {
  readonly method: string;
  readonly target: string;
  readonly contentType: string | undefined;
  readonly body: AsyncIterable<Buffer>;
}

const CRLF = Buffer.from('\r\n');
const CRLFCRLF = Buffer.from('\r\n\r\n');

/** Reads a multipart form as Play 2.2.6 does, quirk by quirk, in bounded memory. */
export async function readPlayForm(
  upload: Upload,
  quirks: V1Quirks,
  contents: ContentStore,
): Promise<PlayForm> {
  const boundary = boundaryOf(upload.contentType);
  if (boundary === undefined) refuse(badRequest(upload, 'Missing boundary header'));
  const files: FilePart[] = [];
  const texts = new Map<string, string[]>();
  const parts: OpenPart[] = [];
  let open: OpenPart | undefined;
  let head: Buffer = Buffer.alloc(0);
  let closed = false;

  function start(header: string): OpenPart {
    const part = readPartHeader(header, quirks);
    if (part.kind === 'file') {
      return openFile(contents.sink(), (content) => files.push({ ...part, content }));
    }
    if (part.kind !== 'text') return lostPart;
    return openText(quirks.maxTextBytes, (text) => {
      texts.set(part.field, [...(texts.get(part.field) ?? []), text]);
    });
  }

  function finishPart(): void {
    // "--" right after a delimiter is what marks the end; Play itself never looks at it.
    closed = head.subarray(0, 2).toString() === '--';
    open?.close();
    parts.push(open ?? lostPart);
    open = undefined;
    head = Buffer.alloc(0);
  }

  const delimiter = Buffer.from(`\r\n--${boundary}`);
  const splitter = createSplitter(delimiter, {
    data(bytes) {
      if (open) {
        open.write(bytes);
        return;
      }
      head = Buffer.concat([head, bytes]);
      // The two bytes after a delimiter are cut off unseen; they count for the limit.
      const end = head.subarray(0, quirks.headerLimitBytes).indexOf(CRLFCRLF, 2);
      if (end < 0 && head.length < quirks.headerLimitBytes) return;
      open = end < 0 ? lostPart : start(head.subarray(2, end).toString());
      open.write(head.subarray(end + CRLFCRLF.length));
    },
    delimiter: finishPart,
  });

  const lead: Buffer[] = [];
  try {
    if (!quirks.noPreamble) splitter.push(CRLF);
    const leadLength = quirks.noPreamble ? delimiter.length - CRLF.length : 0;
    for await (const chunk of withoutLead(upload.body, leadLength, lead)) splitter.push(chunk);
    splitter.end();
  } catch (error) {
    finishPart();
    for (const part of parts) part.drop();
    throw error;
  }
  finishPart();
  // Play takes what follows the last delimiter for the end mark, even when it is a part that was cut off.
  parts.pop()?.drop();
  if (!quirks.noPreamble) parts.shift()?.drop();
  else if (!Buffer.concat(lead).equals(delimiter.subarray(CRLF.length))) dropFirst(parts);
  if (!closed && !quirks.losesOpenPart) refuse(badRequest(upload, 'Unexpected end of input'));
  for (const part of parts) part.keep();
  return { files, texts };
}

/** Play does not look for the first boundary: it takes so many bytes off, whatever they are. */
async function* withoutLead(
  body: AsyncIterable<Buffer>,
  length: number,
  lead: Buffer[],
): AsyncGenerator<Buffer> {
  let left = length;
  for await (const chunk of body) {
    const cut = Math.min(left, chunk.length);
    if (cut > 0) lead.push(chunk.subarray(0, cut));
    left -= cut;
    if (cut < chunk.length) yield chunk.subarray(cut);
  }
}

/** Bytes before the first boundary garble the header of the first part. */
function dropFirst(parts: OpenPart[]): void {
  const index = parts.findIndex((part) => part !== lostPart);
  if (index >= 0) parts.splice(index, 1)[0]?.drop();
}
