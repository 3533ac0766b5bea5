import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';

/** A reply; `Body` is what the test expects its JSON to be. */
export interface Answer<Body = { readonly id: string }> {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly text: string;
  /** The body as JSON; reading it throws when it is none. */
  readonly json: Body;
}

export interface Question {
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is. */
  readonly body?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  /** Another key than the server's own; null: none. */
  readonly key?: string | null;
}

/** One raw request; rejects when the connection breaks before the reply is complete. */
export function ask<Body = { readonly id: string }>(
  server: { readonly url: string; readonly key: string },
  method: string,
  path: string,
  question: Question = {},
): Promise<Answer<Body>> {
  const key = question.key === undefined ? server.key : question.key;
  const headers: Record<string, string> = { connection: 'close', ...(key !== null && { 'x-api-key': key }) };
  const body = question.json === undefined ? question.body : JSON.stringify(question.json);
  if (question.json !== undefined) headers['content-type'] = 'application/json';
  if (body !== undefined) headers['content-length'] = String(Buffer.byteLength(body));
  return new Promise((resolve, reject) => {
    const sent = request(
      server.url + path,
      { method, headers: { ...headers, ...question.headers } },
      (reply) => {
        const chunks: Buffer[] = [];
        reply.on('data', (chunk: Buffer) => chunks.push(chunk));
        reply.on('error', reject);
        reply.on('end', () => {
          const bytes = Buffer.concat(chunks);
          const text = bytes.toString();
          resolve({
            status: reply.statusCode ?? 0,
            headers: reply.headers,
            bytes,
            text,
            get json() {
              return JSON.parse(text);
            },
          });
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Sends these bytes on a plain connection and collects what comes back until it is closed. */
export function askRaw(url: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    let reply = '';
    socket.on('data', (chunk: Buffer) => {
      reply += chunk.toString();
    });
    socket.on('close', () => resolve(reply));
    socket.on('error', reject);
  });
}

export interface Part {
  /** Everything behind `Content-Disposition: `, or the name of the field. */
  readonly disposition?: string;
  readonly field?: string;
  readonly filename?: string;
  readonly type?: string;
  readonly value: string | Buffer;
}

const BOUNDARY = 'fEd5c9bOuNdArY';
const FORM_TYPE = `multipart/form-data; boundary=${BOUNDARY}`;

/** A multipart body; `end` can leave out the closing boundary. */
function formBody(parts: readonly Part[], { start = '', end = `--${BOUNDARY}--\r\n` } = {}): Buffer {
  const chunks: Buffer[] = [Buffer.from(start)];
  for (const part of parts) {
    const filename = part.filename === undefined ? '' : `; filename="${part.filename}"`;
    const disposition = part.disposition ?? `form-data; name="${part.field ?? 'file'}"${filename}`;
    const type = part.type === undefined ? '' : `Content-Type: ${part.type}\r\n`;
    chunks.push(Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: ${disposition}\r\n${type}\r\n`));
    chunks.push(Buffer.from(part.value), Buffer.from('\r\n'));
  }
  return Buffer.concat([...chunks, Buffer.from(end)]);
}

/** A question that carries these parts. */
export function form(parts: readonly Part[], ends?: { start?: string; end?: string }): Question {
  return { body: formBody(parts, ends), headers: { 'content-type': FORM_TYPE } };
}

/** Waits for a condition that a background step of the server brings about. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await new Promise((resolve) => {
      setTimeout(resolve, 2);
    });
  }
}
