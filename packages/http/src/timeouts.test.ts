import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { bytesBody, type Body } from './body.ts';
import { client, listen, serve, serveTls } from './local-server.ts';

function endless(chunk: Buffer): Body {
  const chunks = async function* (): AsyncGenerator<Buffer> {
    for (;;) yield chunk;
  };
  return { type: 'text/plain', length: Number.MAX_SAFE_INTEGER, chunks };
}

test('connecting', async () => {
  // TLS that never begins: the port is open, and nothing ever comes.
  const port = await listen(createServer(() => {}));
  const request = client({ connectSeconds: 0.05 }).send({ url: `https://127.0.0.1:${port}/` });
  await expect(request).rejects.toMatchObject({
    class: 'retry',
    code: 'connect_timeout',
    message: `GET https://127.0.0.1:${port}/: no connection within 0.05 s`,
  });
});

test('a server that does not read on', async () => {
  const { url } = await serve((request) => request.pause());
  const http = client({ idleSeconds: 0.1 });
  const request = http.send({ method: 'POST', url, body: endless(Buffer.alloc(1024 * 1024)) });
  await expect(request).rejects.toMatchObject({ class: 'retry', code: 'idle_timeout' });
});

test.each([
  ['HTTP', serve],
  ['TLS', (handle: Parameters<typeof serve>[0]) => serveTls('localhost', handle)],
])('a server that takes a large piece bit by bit does not stand still (%s)', async (_, start) => {
  const { url } = await start((request, response) => {
    request.on('data', ({ length }: Buffer) => {
      request.pause();
      setTimeout(() => request.resume(), length / 8000);
    });
    request.on('end', () => response.end('ok'));
  });
  const body = bytesBody('text/plain', Buffer.alloc(48 * 1024 * 1024));
  const http = client({ idleSeconds: 3, tlsVerify: false });
  expect((await http.send({ method: 'POST', url, body })).text()).toBe('ok');
});

test('a server that has everything and does not answer', async () => {
  const { url } = await serve((request) => request.resume());
  const request = client({ answerSeconds: 0.05 }).send({ url });
  await expect(request).rejects.toMatchObject({ class: 'retry', code: 'answer_timeout' });
});

test('the answer may take longer for more bytes', async () => {
  const { url } = await serve((request, response) => {
    request.resume().on('end', () => setTimeout(() => response.end('ok'), 100));
  });
  const http = client({ answerSeconds: (bytes) => (bytes > 2 ? 20 : 0.02) });
  const body = (text: string): Body => ({
    type: 'text/plain',
    length: text.length,
    chunks: () => [Buffer.from(text)],
  });
  expect((await http.send({ method: 'POST', url, body: body('long') })).text()).toBe('ok');
  await expect(http.send({ method: 'POST', url, body: body('s') })).rejects.toMatchObject({
    code: 'answer_timeout',
  });
});

test('there is no limit to the whole', async () => {
  const { url } = await serve(async (request, response) => {
    for await (const _ of request);
    for (let count = 0; count < 7; count++) {
      response.write('.');
      await new Promise((resolve) => {
        setTimeout(resolve, 500);
      });
    }
    response.end();
  });
  const slow = async function* (): AsyncGenerator<Buffer> {
    for (let count = 0; count < 7; count++) {
      await new Promise((resolve) => {
        setTimeout(resolve, 500);
      });
      yield Buffer.alloc(20_000);
    }
  };
  const http = client({ connectSeconds: 3, idleSeconds: 3, answerSeconds: 3 });
  const body = { type: 'text/plain', length: 140_000, chunks: slow };
  expect((await http.send({ method: 'POST', url, body })).text()).toBe('.......');
});
