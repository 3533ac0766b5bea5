import { createServer, type IncomingMessage, type ServerResponse, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Server as NetServer } from 'node:net';
import { onTestFinished } from 'vitest';
import { openHttp, type Http, type HttpRules } from './client.ts';
import { selfSigned } from './self-signed.ts';

type Handle = (request: IncomingMessage, response: ServerResponse) => unknown;

/** For tests: a server on a free port of this machine, closed when the test ends. */
export async function serve(handle: Handle): Promise<{ readonly url: string; readonly server: Server }> {
  const server = createServer((request, response) => void handle(request, response));
  return { url: `http://127.0.0.1:${await listen(server)}`, server };
}

export async function serveTls(host: string, handle: Handle): Promise<{ readonly url: string }> {
  const server = createTlsServer(selfSigned(host), (request, response) => void handle(request, response));
  return { url: `https://127.0.0.1:${await listen(server)}` };
}

export async function listen(server: NetServer): Promise<number> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const sockets = new Set<{ destroy(): unknown }>();
  server.on('connection', (socket) => sockets.add(socket));
  onTestFinished(async () => {
    const closed = new Promise((resolve) => {
      server.close(resolve);
    });
    for (const socket of sockets) socket.destroy();
    await closed;
  });
  return (server.address() as AddressInfo).port;
}

/** A client that waits long, unless told otherwise. */
export function client(rules: Partial<HttpRules> = {}): Http {
  const http = openHttp({ connectSeconds: 20, idleSeconds: 20, answerSeconds: 20, ...rules });
  onTestFinished(() => http.close());
  return http;
}

export async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
