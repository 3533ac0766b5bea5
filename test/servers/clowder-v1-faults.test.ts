import { beforeEach, expect, test } from 'vitest';
import { ask, form, until } from './clowder/ask.ts';
import type { Answer } from './clowder/ask.ts';
import { startV1WithDataset } from './clowder/with-dataset.ts';
import type { ClowderV1, Fault } from './clowder-v1.ts';

let server: ClowderV1;
let dataset: string;
beforeEach(async () => {
  ({ server, dataset } = await startV1WithDataset());
});

/** What Node says of a connection that was cut, by the moment at which it was. */
const BROKEN = /hang up|aborted|ECONNRESET|EPIPE/;
const match = { method: 'POST', path: /uploadToDataset/ };

function upload(value = 'x'): Promise<Answer> {
  return ask(server, 'POST', `/api/uploadToDataset/${dataset}`, form([{ filename: 'a', value }]));
}

/** How many files there are after an upload that gets no whole reply. */
async function filesAfterBreak(fault: Fault): Promise<number> {
  server.faults.add({ match, ...fault });
  await expect(upload()).rejects.toThrow(BROKEN);
  return server.count().files;
}

test('drop before the commit leaves nothing, drop after it leaves the file', async () => {
  expect(await filesAfterBreak({ kind: 'drop-before-commit' })).toBe(0);
  expect(server.requests.at(-1)).toMatchObject({ status: 0 });
  expect(await filesAfterBreak({ kind: 'drop-after-commit' })).toBe(1);
  expect((await upload()).status).toBe(200);
  expect(server.faults.fired).toBe(2);
});

test('a drop can come in the middle of the body', async () => {
  server.faults.add({ kind: 'drop-before-commit', match, afterBytes: 100_000 });
  await expect(upload('x'.repeat(5_000_000))).rejects.toThrow(BROKEN);
  expect(server.requests.at(-1)?.bodyBytes).toBeGreaterThanOrEqual(100_000);
  expect(server.requests.at(-1)?.bodyBytes).toBeLessThan(5_000_000);
});

test.each([
  ['stall-before', 0],
  ['stall-after-commit', 1],
] as const)('%s never answers; %i files are there', async (kind, files) => {
  const fault = server.faults.add({ kind, match });
  const waiting = upload();
  waiting.catch(() => undefined);
  await until(() => fault.fired === 1 && (server.requests.at(-1)?.bodyBytes ?? 0) > 0);
  await ask(server, 'GET', '/api/version');
  expect(server.count().files).toBe(files);
  await server.stop();
  await expect(waiting).rejects.toThrow(BROKEN);
});

test('a proxy answers instead of the server, with or without Retry-After', async () => {
  server.faults.add({ kind: 'status', match, status: 503, retryAfter: '7' });
  const reply = await upload();
  expect([reply.status, reply.headers['retry-after'], server.count().files]).toEqual([503, '7', 0]);
  server.faults.add({ kind: 'status', match, status: 504, afterCommit: true, body: 'late' });
  const late = await upload();
  expect([late.status, late.text, server.count().files]).toEqual([504, 'late', 1]);
  expect(late.headers['retry-after']).toBeUndefined();
});

test('a truncated reply breaks off after the commit', async () => {
  expect(await filesAfterBreak({ kind: 'truncate-reply' })).toBe(1);
});

test('a truncated download breaks off too', async () => {
  const { id } = (await upload('x'.repeat(1000))).json;
  server.faults.add({ kind: 'truncate-reply', match: { path: /blob/ } });
  await expect(ask(server, 'GET', `/api/files/${id}/blob`)).rejects.toThrow(BROKEN);
});

test('a slow reader takes everything in the end', async () => {
  server.faults.add({ kind: 'slow-read', match, bytesPerSecond: 100_000 });
  expect((await upload()).status).toBe(200);
  expect(server.count().files).toBe(1);
});

test('a redirect does nothing', async () => {
  server.faults.add({ kind: 'redirect', match, status: 303, location: '/elsewhere' });
  const reply = await upload();
  expect([reply.status, reply.headers.location, server.count().files]).toEqual([303, '/elsewhere', 0]);
});

test('faults hit so many matching requests, after skipping some, in the order of the queue', async () => {
  const second = server.faults.add({ kind: 'status', match, status: 502, times: 2, skip: 1 });
  const always = server.faults.add({
    kind: 'status',
    match: { path: /version/g },
    status: 500,
    times: Infinity,
  });
  const statuses: number[] = [];
  for (let again = 0; again < 4; again += 1) statuses.push((await upload()).status);
  expect(statuses).toEqual([200, 502, 502, 200]);
  for (let again = 0; again < 3; again += 1) {
    expect((await ask(server, 'GET', '/api/version')).status).toBe(500);
  }
  expect([second.fired, always.fired, server.faults.fired]).toEqual([2, 3, 5]);
  server.faults.clear();
  expect((await ask(server, 'GET', '/api/version')).status).toBe(200);
});
