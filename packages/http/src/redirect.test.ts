import { expect, test } from 'vitest';
import { bytesBody } from './body.ts';
import { client, serve } from './local-server.ts';

const body = bytesBody('text/plain', Buffer.from('x'));

test('reading follows on the same server, five times at most', async () => {
  const { url } = await serve((request, response) => {
    const left = Number(/\d+/.exec(request.url!)![0]);
    if (left === 0) response.end('here');
    else response.writeHead(302, { location: `/${left - 1}?from=${left}` }).end('elsewhere');
  });
  expect((await client().send({ url: `${url}/5` })).text()).toBe('here');
  await expect(client().send({ url: `${url}/6` })).rejects.toMatchObject({ code: 'redirected' });
});

test('a key goes to no other server', async () => {
  const other = await serve((_, response) => response.end('thank you'));
  const { url } = await serve((request, response) => {
    response.writeHead(301, { location: `${other.url}${request.url}&token=secret` }).end();
  });
  await expect(client().send({ url: `${url}/api/me?x=1` })).rejects.toMatchObject({
    class: 'fatal',
    code: 'redirected',
    message: `GET ${url}/api/me: redirected to ${other.url}/api/me`,
    hint: `when that is the same service, configure ${other.url} as its address`,
  });
});

test('a body is not sent again', async () => {
  let count = 0;
  const { url } = await serve((request, response) => {
    count++;
    request.resume().on('end', () => response.writeHead(307, { location: `${request.url}/` }).end());
  });
  await expect(client().send({ method: 'POST', url: `${url}/a`, body })).rejects.toMatchObject({
    code: 'redirected',
    message: `POST ${url}/a: redirected to ${url}/a/`,
  });
  expect(count).toBe(1);
});

test('a redirect to nowhere', async () => {
  const { url } = await serve((_, response) => response.writeHead(302).end());
  await expect(client().send({ url })).rejects.toMatchObject({ code: 'redirected' });
});
