import { openHttp, type Http } from '@leat/http';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { apis, start } from '../fixture/index.ts';
import { detect } from './detect.ts';

function client(): Http {
  const http = openHttp({ connectSeconds: 5, idleSeconds: 5, answerSeconds: 5 });
  onTestFinished(() => http.close());
  return http;
}

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  await new Promise((resolve) => {
    server.once('listening', resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test.each(apis)('a server says that it is Clowder %s, and which release', async (api) => {
  const server = await start(api, { contextPath: '/clowder' });
  const version = api === 'v1' ? '1.23.0' : '2.0.0-beta.4';
  expect(await detect(client(), server.url, 'auto')).toEqual({ api, version });
  const asked = server.requests.length;
  expect(await detect(client(), server.url, api)).toEqual({ api, version });
  expect(server.requests.length).toBe(asked + 1);
  const other = detect(client(), server.url, api === 'v1' ? 'v2' : 'v1');
  await expect(other).rejects.toMatchObject({ class: 'fatal', code: 'not_clowder' });
});

test.each([
  ['a page for every address', 200, '<!doctype html><title>Home</title>'],
  ['other JSON', 200, '{"version":{}}'],
  ['null', 200, 'null'],
  ['nothing', 404, ''],
])('a server that answers %s is none', async (_, status, body) => {
  const url = await serve((_request, response) => response.writeHead(status).end(body));
  await expect(detect(client(), url, 'auto')).rejects.toMatchObject({ class: 'fatal', code: 'not_clowder' });
});

test('a server that is away for the moment is not taken for another one', async () => {
  const url = await serve((_request, response) => response.writeHead(502).end());
  await expect(detect(client(), url, 'auto')).rejects.toMatchObject({ class: 'retry' });
});
