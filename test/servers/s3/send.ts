import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Reply } from './call.ts';
import { chunks, contentOf, slice, type Content } from './content.ts';
import type { S3Request } from './serve.ts';

/** Writes a reply, or half of its body and then the end of the connection. */
export async function send(
  request: IncomingMessage,
  response: ServerResponse,
  reply: Reply,
  requestId: string,
  log: S3Request,
  isCut = false,
): Promise<void> {
  const { status, headers, body = '' } = reply;
  const content = typeof body === 'string' ? contentOf(Buffer.from(body)) : body;
  const hasBody = request.method !== 'HEAD' && status !== 204 && status !== 304;
  log.status = status;
  response.writeHead(status, {
    ...headers,
    ...(status === 204 || status === 304 ? {} : { 'content-length': String(content.size) }),
    'x-amz-request-id': requestId,
    'x-amz-id-2': Buffer.from(requestId).toString('base64'),
    server: 'AmazonS3',
  });
  if (hasBody) await write(response, isCut ? slice(content, 0, Math.floor(content.size / 2)) : content, log);
  if (isCut) {
    // Through a write, so that what was written before has left.
    response.flushHeaders();
    setImmediate(() => request.socket.destroySoon());
  } else response.end();
}

async function write(response: ServerResponse, content: Content, log: S3Request): Promise<void> {
  for (const chunk of chunks(content)) {
    log.bytesOut += chunk.length;
    if (response.write(chunk)) continue;
    // Of one that was closed before there is no event any more.
    if (!response.destroyed) await drainedOrClosed(response);
    if (response.destroyed) return;
  }
}

function drainedOrClosed(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const settle = (): void => {
      response.off('drain', settle).off('close', settle);
      resolve();
    };
    response.on('drain', settle).on('close', settle);
  });
}
