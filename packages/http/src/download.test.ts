import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { client, serve } from './local-server.ts';

test('a download comes in pieces, unpacked by nobody', async () => {
  const bytes = Buffer.alloc(3_000_000, 'abc');
  const { url } = await serve((request, response) => {
    response.setHeader('x-encoding', String(request.headers['accept-encoding'])).end(bytes);
  });
  const stream = await client().open({ url });
  expect(stream.status).toBe(200);
  const hash = createHash('sha256');
  let pieces = 0;
  for await (const chunk of stream.chunks()) {
    hash.update(chunk);
    pieces++;
  }
  expect(pieces).toBeGreaterThan(1);
  expect(hash.digest('hex')).toBe(createHash('sha256').update(bytes).digest('hex'));
});

test('what a refused download says can be read', async () => {
  const { url } = await serve((_, response) => response.writeHead(404).end('Invalid file ID'));
  const stream = await client().open({ url });
  expect(stream.status).toBe(404);
  expect((await stream.answer()).text()).toBe('Invalid file ID');
});

test('a slow reader is not a slow server', async () => {
  const { url } = await serve((_, response) => response.end(Buffer.alloc(2_000_000)));
  let size = 0;
  const stream = await client({ idleSeconds: 2 }).open({ url });
  for await (const chunk of stream.chunks()) {
    if (size === 0) await sleep(5000);
    size += chunk.length;
  }
  expect(size).toBe(2_000_000);
});

test('a server that stops half-way is given up', async () => {
  const { url } = await serve((_, response) => {
    response.setHeader('content-length', 1000).write('half');
  });
  const stream = await client({ idleSeconds: 2 }).open({ url });
  let came = '';
  const read = async (): Promise<void> => {
    for await (const chunk of stream.chunks()) came += String(chunk);
  };
  await expect(read()).rejects.toMatchObject({ class: 'retry', code: 'idle_timeout' });
  expect(came).toBe('half');
});

test('leaving early closes the connection', async () => {
  const closed = Promise.withResolvers<string>();
  const { url } = await serve((_, response) => {
    response.on('close', () => closed.resolve('closed')).write(Buffer.alloc(100_000));
  });
  const stream = await client().open({ url });
  for await (const _ of stream.chunks()) break;
  await expect(closed.promise).resolves.toBe('closed');
});
