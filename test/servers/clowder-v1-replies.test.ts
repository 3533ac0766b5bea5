import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ask, askRaw } from './clowder/ask.ts';
import { startClowderV1 } from './clowder-v1.ts';
import type { ClowderV1 } from './clowder-v1.ts';

let server: ClowderV1;
beforeEach(async () => {
  server = await startClowderV1();
});
afterEach(() => server.stop());

const empty = '/api/datasets/createempty';

test('a malformed id or number is 400 with the request in it', async () => {
  const reply = await ask(server, 'GET', '/api/datasets/nothex?x=1');
  expect([reply.status, reply.json]).toEqual([
    400,
    { status: 'bad request', message: 'Cannot parse parameter id', request: 'GET /api/datasets/nothex?x=1' },
  ]);
  expect((await ask(server, 'GET', '/api/datasets?limit=many')).status).toBe(400);
  expect((await ask(server, 'GET', '/api/datasets?limit=0&unknown=x')).status).toBe(200);
});

test('extract must be true or false', async () => {
  const path = '/api/uploadToDataset/0123456789abcdef01234567';
  expect((await ask(server, 'POST', `${path}?extract=yes`)).status).toBe(400);
});

test('a body of another type is 400, not 415', async () => {
  const reply = await ask(server, 'POST', empty, { body: '{}', headers: { 'content-type': 'text/plain' } });
  expect(reply.status).toBe(400);
  expect(reply.json).toMatchObject({ message: 'Expecting text/json or application/json body' });
});

test('broken JSON is 400, too much of it 413', async () => {
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  expect((await ask(server, 'POST', empty, { body: '{', headers })).json).toMatchObject({
    message: 'Invalid Json',
  });
  server.quirks.maxTextBytes = 10;
  expect((await ask(server, 'POST', empty, { body: '{"name":"a long one"}', headers })).status).toBe(413);
});

test('the body is checked before the key', async () => {
  expect((await ask(server, 'POST', empty, { json: {}, key: null })).status).toBe(401);
  const headers = { 'content-type': 'application/json' };
  expect((await ask(server, 'POST', empty, { body: '{', headers, key: null })).status).toBe(400);
});

test('an unknown route is 404 with the request in it', async () => {
  const reply = await ask(server, 'GET', '/api/nothing');
  expect([reply.status, reply.json]).toEqual([404, { status: 'not found', request: 'GET /api/nothing' }]);
});

test('a 500 repeats the query and with it the key, or with the quirk off not', async () => {
  const question = { json: { name: 'd', space: ['nothex'] }, key: null };
  const reply = await ask(server, 'POST', `${empty}?key=${server.key}`, question);
  expect(reply.status).toBe(500);
  expect(reply.json).toEqual({
    status: 'error',
    request: `POST ${empty}?key=${server.key}`,
    exception: expect.stringContaining('java.lang.IllegalArgumentException'),
  });
  server.quirks.echoesRequestIn500 = false;
  expect((await ask(server, 'POST', `${empty}?key=${server.key}`, question)).text).not.toContain(server.key);
});

test('dates are those of java.util.Date, or with the quirk off ISO', async () => {
  const { id } = (await ask(server, 'POST', empty, { json: { name: 'd' } })).json;
  const created = async (): Promise<string> =>
    (await ask<{ created: string }>(server, 'GET', `/api/datasets/${id}`)).json.created;
  expect(await created()).toMatch(
    /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} \d\d \d\d:\d\d:\d\d UTC \d{4}$/,
  );
  server.quirks.javaDates = false;
  expect(await created()).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
});

test('replies are compressed on request', async () => {
  const headers = { 'accept-encoding': 'gzip' };
  const reply = await ask(server, 'GET', '/api/version', { headers });
  expect(reply.headers['content-encoding']).toBe('gzip');
  expect(gunzipSync(reply.bytes).toString()).toContain('1.23.0');
  server.quirks.gzip = false;
  expect((await ask(server, 'GET', '/api/version', { headers })).text).toContain('1.23.0');
});

test('without the whole body there is no reply, or with the quirk off at once', async () => {
  const head = `POST ${empty} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{`;
  server.quirks.readsBodyFirst = false;
  expect(await askRaw(server.url, head)).toMatch(/^HTTP\/1.1 401 /);
  server.quirks.readsBodyFirst = true;
  const waiting = askRaw(server.url, head);
  // Another request gets through while that one still waits for its body.
  await ask(server, 'GET', '/api/version');
  await server.stop();
  expect(await waiting).toBe('');
});
