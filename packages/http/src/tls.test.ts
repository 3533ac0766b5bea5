import { connect, createServer } from 'node:net';
import { createServer as createProxy } from 'node:http';
import { expect, onTestFinished, test, vi } from 'vitest';
import { client, listen, serve, serveTls } from './local-server.ts';

test('a certificate that nobody vouches for is refused, unless that is wanted', async () => {
  const { url } = await serveTls('example.org', (_, response) => response.end('hello'));
  await expect(client().send({ url })).rejects.toMatchObject({
    class: 'fatal',
    code: 'certificate_untrusted',
    hint: expect.stringContaining('NODE_EXTRA_CA_CERTS') as string,
  });
  expect((await client({ tlsVerify: false }).send({ url })).text()).toBe('hello');
});

test('TLS to a plain port, and plain HTTP to a TLS port', async () => {
  const plain = await serve((_, response) => response.end());
  const failure = client().send({ url: plain.url.replace('http:', 'https:') });
  await expect(failure).rejects.toMatchObject({ class: 'fatal', code: 'tls_failed' });
  const port = await listen(createServer((socket) => socket.end(Buffer.from([21, 3, 1, 0, 2, 2, 70]))));
  await expect(client().send({ url: `http://127.0.0.1:${port}` })).rejects.toMatchObject({
    class: 'fatal',
    code: 'not_http',
  });
});

test('HTTPS_PROXY is used, and NO_PROXY heard', async () => {
  const { url } = await serveTls('example.org', (_, response) => response.end('hello'));
  let tunnels = 0;
  const proxy = createProxy();
  proxy.on('connect', (request, socket) => {
    tunnels++;
    const target = connect(Number(request.url!.split(':')[1]), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      socket.pipe(target).pipe(socket);
    });
    for (const end of [socket, target]) end.on('error', () => {});
  });
  const port = await listen(proxy);
  vi.stubEnv('HTTPS_PROXY', `http://127.0.0.1:${port}`);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  expect((await client({ tlsVerify: false }).send({ url })).text()).toBe('hello');
  expect(tunnels).toBe(1);
  vi.stubEnv('NO_PROXY', '127.0.0.1');
  expect((await client({ tlsVerify: false }).send({ url })).text()).toBe('hello');
  expect(tunnels).toBe(1);
});
