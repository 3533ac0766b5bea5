import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { bytesBody, jsonBody } from './body.ts';
import { bodyOf, client, serve } from './local-server.ts';

test('sends JSON and reads JSON, packed', async () => {
  const { url } = await serve(async (request, response) => {
    const asked = JSON.parse((await bodyOf(request)).toString()) as object;
    const { 'x-api-key': key, 'content-length': length, 'accept-encoding': encoding } = request.headers;
    const answer = { ...asked, key, length, encoding };
    response.setHeader('content-encoding', 'gzip').end(gzipSync(JSON.stringify(answer)));
  });
  const http = client({ headers: { 'X-API-Key': 'k' } });
  const body = jsonBody({ a: 1 });
  const answer = await http.send({ method: 'POST', url: `${url}/a?b=c`, body, acceptsGzip: true });
  expect(answer.status).toBe(200);
  expect(answer.json()).toEqual({ a: 1, key: 'k', length: '7', encoding: 'gzip' });
});

test('one connection serves many requests', async () => {
  let connections = 0;
  const { url, server } = await serve((request, response) => {
    request.resume().on('end', () => response.end('ok'));
  });
  server.on('connection', () => connections++);
  const http = client();
  for (let count = 0; count < 5; count++) await http.send({ url });
  await http.send({ method: 'POST', url, body: bytesBody('text/plain', Buffer.from('x')) });
  await http.send({ method: 'DELETE', url });
  expect(connections).toBe(1);
});

test('a POST without a body says so', async () => {
  const { url } = await serve((request, response) => response.end(request.headers['content-length']));
  expect((await client().send({ method: 'POST', url })).text()).toBe('0');
});

test('a kept connection that the server has closed is no failure for what only reads', async () => {
  let count = 0;
  const { url } = await serve((request, response) => {
    count++;
    if (count === 2) request.socket.destroy();
    else response.end('ok');
  });
  const http = client();
  await http.send({ url });
  expect((await http.send({ url })).text()).toBe('ok');
  expect(count).toBe(3);
});

test('a POST is never sent twice', async () => {
  let count = 0;
  const { url } = await serve((request, response) => {
    if (++count > 1) request.socket.destroy();
    else response.end('ok');
  });
  const http = client();
  await http.send({ url });
  const body = bytesBody('text/plain', Buffer.from('x'));
  await expect(http.send({ method: 'POST', url, body })).rejects.toMatchObject({
    class: 'retry',
    code: 'connection_lost',
  });
  expect(count).toBe(2);
});

test('an answer that is too large is given up, also when it is large only once unpacked', async () => {
  const { url } = await serve((request, response) => {
    const large = Buffer.alloc(100_000);
    if (request.url === '/packed') response.setHeader('content-encoding', 'gzip').end(gzipSync(large));
    else response.end(large);
  });
  for (const path of ['/plain', '/packed']) {
    await expect(client().send({ url: url + path, maxAnswerBytes: 50_000 })).rejects.toMatchObject({
      code: 'answer_too_large',
    });
  }
});

test('what says gzip and is not is named', async () => {
  const { url } = await serve((_, response) => response.setHeader('content-encoding', 'gzip').end('plain'));
  await expect(client().send({ url })).rejects.toMatchObject({ class: 'retry', code: 'bad_answer' });
});

test('an answer that breaks off is a lost connection', async () => {
  const { url } = await serve((request, response) => {
    response.setHeader('content-length', 100).write('half', () => request.socket.destroySoon());
  });
  const failure = { class: 'retry', code: 'connection_lost' };
  await expect(client().send({ url })).rejects.toMatchObject(failure);
});

test('queries and keys are in no message', async () => {
  const { url } = await serve((request) => request.socket.destroy());
  const http = client({ headers: { 'X-API-Key': 'sesame' } });
  const error = await http.send({ url: `${url}/path?key=sesame` }).catch((thrown: Error) => thrown);
  expect((error as Error).message).toBe(`GET ${url}/path: the connection was lost (ECONNRESET)`);
});

test('an abort ends a request that is under way, and one that has not begun', async () => {
  const stop = new AbortController();
  const { url } = await serve(() => stop.abort());
  const http = client({ signal: stop.signal });
  const request = http.send({ url });
  await expect(request).rejects.toMatchObject({ class: 'retry', code: 'stopped' });
  await expect(http.send({ url })).rejects.toMatchObject({ code: 'stopped' });
});

test('an address that is none is fatal', async () => {
  await expect(client().send({ url: 'ftp://host/' })).rejects.toMatchObject({ code: 'bad_address' });
});
