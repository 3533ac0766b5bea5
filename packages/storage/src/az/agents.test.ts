import { createServer, request, type IncomingMessage } from 'node:http';
import { createServer as createListener, type AddressInfo, type Server } from 'node:net';
import { request as requestTls } from 'node:https';
import { expect, onTestFinished, test } from 'vitest';
import { agentsFor } from './agents.ts';

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const failure = (sent: ReturnType<typeof request>): Promise<NodeJS.ErrnoException> =>
  new Promise((resolve) => sent.once('error', resolve).end());

test('a connection on which nothing moves is given up', async () => {
  const server = createServer(() => {});
  onTestFinished(() => void server.close());
  const agent = agentsFor({ connectTimeout: 60, idleTimeout: 0.05 })['http:'];
  const port = await listening(server);
  expect(await failure(request({ host: '127.0.0.1', port, agent }))).toMatchObject({
    code: 'ETIMEDOUT',
    message: 'nothing has moved for 0.05 s',
  });
});

test('a connection that does not come about is given up', async () => {
  // It takes the connection, and never answers the handshake of TLS.
  const server = createListener(() => {});
  onTestFinished(() => void server.close());
  const agent = agentsFor({ connectTimeout: 0.05, idleTimeout: 60 })['https:'];
  const port = await listening(server);
  expect(await failure(requestTls({ host: '127.0.0.1', port, agent }))).toMatchObject({
    code: 'ETIMEDOUT',
    message: 'no connection after 0.05 s',
  });
});

test('a connection is used again, and keeps its own time limit, not the one between two requests', async () => {
  const server = createServer((from, to) => void from.resume().once('end', () => to.end('x')));
  server.keepAliveTimeout = 5000;
  onTestFinished(() => void server.close());
  const agent = agentsFor({ connectTimeout: 60, idleTimeout: 77 })['http:'];
  onTestFinished(() => agent.destroy());
  const port = await listening(server);
  const once = (): Promise<[boolean, number | undefined]> =>
    new Promise((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port, agent, method: 'PUT' }, (answer: IncomingMessage) => {
        const { timeout } = answer.socket;
        answer.resume().once('end', () => setImmediate(resolve, [sent.reusedSocket, timeout]));
      });
      sent.once('error', reject).end(Buffer.alloc(3_000_000));
    });
  expect([await once(), await once()]).toEqual([
    [false, 77_000],
    [true, 77_000],
  ]);
});
