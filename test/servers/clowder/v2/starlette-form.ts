import type { Content, ContentStore } from '../content.ts';
import { boundaryOf, createSplitter } from '../delimiter.ts';
import { refuse } from '../reply.ts';
import { detail } from './replies.ts';

export interface FilePart {
  readonly field: string;
  readonly name: string;
  readonly type: string | undefined;
  readonly content: Content;
}

export interface StarletteForm {
  readonly files: readonly FilePart[];
  /** Names of the text parts, whose values nothing here needs. */
  readonly texts: readonly string[];
}

export const emptyForm: StarletteForm = { files: [], texts: [] };

interface OpenPart {
  write(bytes: Buffer): void;
  keep(): void;
  drop(): void;
}

const CRLFCRLF = Buffer.from('\r\n\r\n');

/**
 * Reads a multipart form as Starlette 0.26 with python-multipart does: all of it, before anything is checked.
 * A part that is cut off is lost without a word.
 */
export async function readStarletteForm(
  body: AsyncIterable<Buffer>,
  contentType: string | undefined,
  maxParts: number,
  contents: ContentStore,
): Promise<StarletteForm> {
  if (!/^multipart\/form-data\s*(;|$)/i.test(contentType ?? '')) return emptyForm;
  const boundary = boundaryOf(contentType);
  if (boundary === undefined) refuse(detail(400, 'Missing boundary in multipart.'));
  const files: FilePart[] = [];
  const texts: string[] = [];
  const opened = { files: 0, fields: 0 };
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  // Before the first delimiter; behind one whose meaning is still to come; in headers; in bytes; behind the end.
  let place: 'start' | 'delimiter' | 'headers' | 'bytes' | 'end' = 'start';
  let buffer: Buffer = Buffer.alloc(0);
  let part: OpenPart | undefined;

  function open(header: string): OpenPart {
    const { field, name, type } = readHeader(header);
    const kind = name === undefined ? 'fields' : 'files';
    opened[kind] += 1;
    if (opened[kind] > maxParts) {
      refuse(detail(400, `Too many ${kind}. Maximum number of ${kind} is ${maxParts}.`));
    }
    if (name === undefined) {
      return { write: () => undefined, keep: () => texts.push(field), drop: () => undefined };
    }
    const sink = contents.sink();
    return {
      write: (bytes) => sink.write(bytes),
      keep: () => files.push({ field, name, type, content: sink.finish() }),
      drop: () => sink.finish().discard(),
    };
  }

  function afterDelimiter(): void {
    if (buffer.length < 2) return;
    const mark = buffer.subarray(0, 2).toString();
    if (mark === '\r\n' || mark === '--') {
      part?.keep();
      part = undefined;
      place = mark === '--' ? 'end' : 'headers';
      return;
    }
    // It only began like the delimiter.
    if (!part) refuse(unreadable);
    part.write(delimiter);
    part.write(buffer);
    place = 'bytes';
  }

  function data(bytes: Buffer): void {
    if (place === 'start') refuse(unreadable);
    if (place === 'bytes') part?.write(bytes);
    else buffer = Buffer.concat([buffer, bytes]);
    if (place === 'delimiter') afterDelimiter();
    if (place !== 'headers') return;
    // The search starts at the line end behind the delimiter, so a part without headers is seen too.
    const end = buffer.indexOf(CRLFCRLF);
    if (end < 0) return;
    part = open(buffer.subarray(2, end).toString());
    part.write(buffer.subarray(end + CRLFCRLF.length));
    place = 'bytes';
  }

  const splitter = createSplitter(delimiter, {
    data,
    delimiter() {
      if (place === 'headers') refuse(unreadable);
      if (place !== 'end') place = 'delimiter';
      buffer = Buffer.alloc(0);
    },
  });
  try {
    splitter.push(Buffer.from('\r\n'));
    for await (const chunk of body) splitter.push(chunk);
    splitter.end();
    return { files, texts };
  } catch (error) {
    for (const file of files) file.content.discard();
    throw error;
  } finally {
    part?.drop();
  }
}

const unreadable = detail(400, 'There was an error parsing the body');

function readHeader(header: string): { field: string; name: string | undefined; type: string | undefined } {
  const headers = new Map<string, string>();
  for (const line of header.split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon < 0) refuse(unreadable);
    headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  const disposition = headers.get('content-disposition') ?? '';
  const field = readOption(disposition, 'name');
  if (field === undefined)
    refuse(detail(400, 'The Content-Disposition header field "name" must be provided.'));
  return { field, name: readOption(disposition, 'filename'), type: headers.get('content-type') };
}

/** Quoted or plain; `filename*` is another name and is not read. */
function readOption(disposition: string, name: string): string | undefined {
  const found = new RegExp(`;\\s*${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s;]+))`, 'i').exec(disposition);
  return found?.[1]?.replaceAll(/\\(["\\])/g, '$1') ?? found?.[2];
}
