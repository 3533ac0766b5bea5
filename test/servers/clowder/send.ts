import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Fault } from './faults.ts';
import type { Reply } from './reply.ts';
import type { RequestLog } from './arrival.ts';

/** Writes a reply, or the half of it that the fault 'truncate-reply' lets through. */
export async function sendReply(
  request: IncomingMessage,
  response: ServerResponse,
  reply: Reply,
  log: RequestLog,
  fault?: Fault,
): Promise<void> {
  log.status = reply.status;
  const { body } = reply;
  if (typeof body !== 'string' && !Buffer.isBuffer(body)) {
    response.writeHead(reply.status, reply.headers);
    if (fault?.kind === 'truncate-reply') return writeStart(request, response, body);
    await pipeline(body, response);
    return;
  }
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  // No length on 204 and 304, and the promised length of the whole body even when only half of it follows.
  const length = reply.status === 204 || reply.status === 304 ? {} : { 'content-length': bytes.length };
  const unread = request.readableEnded ? {} : { connection: 'close' };
  response.writeHead(reply.status, { ...reply.headers, ...length, ...unread });
  if (fault?.kind !== 'truncate-reply') {
    response.end(bytes);
    return;
  }
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => request.socket.destroySoon());
}

async function writeStart(request: IncomingMessage, response: ServerResponse, body: Readable): Promise<void> {
  for await (const chunk of body as AsyncIterable<Buffer>) {
    response.write(chunk.subarray(0, Math.floor(chunk.length / 2)), () => request.socket.destroySoon());
    return;
  }
}
