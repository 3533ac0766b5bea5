import { expect, test } from 'vitest';
import type { Body } from './body.ts';
import { bodyOf, client, serve } from './local-server.ts';

const MB = 1024 * 1024;

function large(megabytes: number, onChunk = (): void => {}): Body {
  const chunks = async function* (): AsyncGenerator<Buffer> {
    for (let count = 0; count < megabytes; count++) {
      onChunk();
      yield Buffer.alloc(MB);
    }
  };
  return { type: 'application/octet-stream', length: megabytes * MB, chunks };
}

test.each([401, 413, 503])('a refusal with %i while the body is being sent is read', async (status) => {
  const { url } = await serve((request, response) => {
    response.writeHead(status, { connection: 'close' }).end('no', () => request.socket.destroySoon());
  });
  const http = client();
  for (let count = 0; count < 5; count++) {
    let sent = 0;
    const answer = await http.send({ method: 'POST', url, body: large(500, () => sent++) });
    expect(answer).toMatchObject({ status });
    expect(answer.text()).toBe('no');
    expect(sent).toBeLessThan(500);
  }
});

test('an answer of success that comes early does not cut the body off', async () => {
  const { url } = await serve(async (request, response) => {
    response.write('read ');
    response.end(String((await bodyOf(request)).length));
  });
  const answer = await client().send({ method: 'POST', url, body: large(20) });
  expect(answer.text()).toBe(`read ${20 * MB}`);
});

test('a connection that breaks while the body is being sent is lost', async () => {
  const { url } = await serve((request) => {
    request.once('data', () => request.socket.destroy());
  });
  const request = client().send({ method: 'POST', url, body: large(500) });
  await expect(request).rejects.toMatchObject({ class: 'retry', code: 'connection_lost' });
});

test.each([
  ['fewer', 1],
  ['more', 3],
])('a source that gives %s bytes than promised fails as changed', async (_, megabytes) => {
  const { url } = await serve((request, response) => {
    request.resume().on('end', () => response.end('ok'));
  });
  const body = { ...large(megabytes), length: 2 * MB };
  await expect(client().send({ method: 'POST', url, body })).rejects.toMatchObject({
    class: 'reject',
    code: 'changed',
  });
});

test('what the source throws is what the request throws', async () => {
  const { url } = await serve((request) => request.resume());
  const chunks = async function* (): AsyncGenerator<Buffer> {
    yield Buffer.alloc(MB);
    throw new Error('the disk is gone');
  };
  const body = { type: 'text/plain', length: 2 * MB, chunks };
  await expect(client().send({ method: 'POST', url, body })).rejects.toThrow('the disk is gone');
});

test('no more than a few megabytes wait for a slow server', async () => {
  let isOpen = false;
  let ahead = 0;
  const { url } = await serve((request, response) => {
    let before = 0;
    let quiet = 0;
    const timer = setInterval(() => {
      quiet = ahead > 0 && ahead === before ? quiet + 1 : 0;
      before = ahead;
      if (quiet < 3) return;
      clearInterval(timer);
      isOpen = true;
      request.resume().on('end', () => response.end('ok'));
    }, 100);
  });
  const body = large(100, () => {
    if (!isOpen) ahead++;
  });
  await client().send({ method: 'POST', url, body });
  // What the system buffers for a connection on one machine, and our own share.
  expect(ahead).toBeLessThan(20);
});
