import { afterEach, expect, test } from 'vitest';
import { ask } from './clowder/ask.ts';
import { startClowderV1 } from './clowder-v1.ts';
import type { ClowderV1, V1Options } from './clowder-v1.ts';

let server: ClowderV1;
afterEach(() => server.stop());

async function start(options: V1Options = {}): Promise<ClowderV1> {
  server = await startClowderV1(options);
  return server;
}

async function createDataset(): Promise<string> {
  const reply = await ask(server, 'POST', '/api/datasets/createempty', { json: { name: 'd' } });
  return reply.json.id;
}

const UNKNOWN = '0123456789abcdef01234567';

test('version and status need no key', async () => {
  await start();
  const version = await ask(server, 'GET', '/api/version', { key: null });
  expect(version.json).toMatchObject({ version: { number: '1.23.0' } });
  const status = await ask(server, 'GET', '/api/status', { key: null });
  expect(status.json).toMatchObject({ counts: { datasets: 0, users: 1 } });
});

test('me tells who a key belongs to, and is the only sure test of a key', async () => {
  await start({ key: 'the-key' });
  const me = await ask(server, 'GET', '/api/me', { key: 'the-key' });
  expect(me.json).toMatchObject({ id: [...server.state.users.keys()][0], email: 'user1@example.org' });
  expect(me.headers['x-user-email']).toBe('user1@example.org');
  for (const key of ['wrong', null]) {
    const refused = await ask(server, 'GET', '/api/me', { key });
    expect([refused.status, refused.text]).toEqual([401, 'Not authorized']);
    expect(refused.headers['content-type']).toContain('text/plain');
  }
});

test('a wrong key is anonymous: reads succeed, or with the quirk off 401', async () => {
  await start();
  const id = await createDataset();
  expect((await ask(server, 'GET', `/api/datasets/${id}`, { key: 'wrong' })).status).toBe(200);
  expect((await ask(server, 'GET', '/api/spaces', { key: 'wrong' })).json).toEqual([]);
  server.quirks.badKeyIsAnonymous = false;
  expect((await ask(server, 'GET', `/api/datasets/${id}`, { key: 'wrong' })).status).toBe(401);
});

test('the key is also taken from the query and from Basic, and never reaches the log', async () => {
  await start();
  const [user] = server.state.users.values();
  expect((await ask(server, 'GET', `/api/me?key=${server.key}&x=1`, { key: null })).status).toBe(200);
  expect(server.requests[0]).toMatchObject({
    method: 'GET',
    path: '/api/me?key=***&x=1',
    userId: user?.id,
    status: 200,
  });
  const basic = Buffer.from(`${user?.email}:${user?.password}`).toString('base64');
  const headers = { authorization: `Basic ${basic}` };
  expect((await ask(server, 'GET', '/api/me', { key: null, headers })).json.id).toBe(user?.id);
  server.quirks.keyInQuery = false;
  expect((await ask(server, 'GET', `/api/me?key=${server.key}`, { key: null })).status).toBe(401);
  expect(JSON.stringify(server.requests)).not.toContain(server.key);
});

test('unknown ids: 404 for reads and 401 for writes and downloads; all 401 on a private server', async () => {
  await start();
  const read = `/api/datasets/${UNKNOWN}`;
  const missing = await ask(server, 'GET', read);
  expect([missing.status, missing.json]).toEqual([404, `Could not find dataset with id [${UNKNOWN}]`]);
  const write = await ask(server, 'POST', `${read}/newFolder`, { json: {} });
  expect([write.status, write.text]).toEqual([401, 'Not authorized']);
  expect((await ask(server, 'GET', `/api/files/${UNKNOWN}/blob`)).status).toBe(401);
  server.quirks.allowAnonymousDownload = true;
  expect((await ask(server, 'GET', `/api/files/${UNKNOWN}/blob`)).text).toBe('Invalid file ID');
  server.quirks.permissions = 'private';
  expect((await ask(server, 'GET', read)).status).toBe(401);
  server.quirks.unknownIdIs401 = false;
  expect((await ask(server, 'GET', read)).status).toBe(404);
});

test('others may not write; a role in a space of the dataset lets them, but not delete', async () => {
  await start();
  const space = (await ask(server, 'POST', '/api/spaces', { json: { name: 's', description: '' } })).json.id;
  const made = await ask(server, 'POST', '/api/datasets/createempty', {
    json: { name: 'd', space: [space] },
  });
  const path = `/api/datasets/${made.json.id}`;
  const other = server.addUser();
  const rename = (): Promise<{ status: number }> =>
    ask(server, 'PUT', `${path}/title`, { json: { name: 'e' }, key: other.key });
  expect((await rename()).status).toBe(401);
  server.state.spaces.get(space)?.roles.set(other.user.id, 'Viewer');
  expect((await rename()).status).toBe(401);
  server.state.spaces.get(space)?.roles.set(other.user.id, 'Editor');
  expect((await rename()).status).toBe(200);
  expect((await ask(server, 'DELETE', path, { key: other.key })).status).toBe(401);
});

test('an admin acts as one only with superAdmin=true, and then sees 404', async () => {
  await start();
  const id = await createDataset();
  const { key } = server.addUser({ admin: true });
  expect((await ask(server, 'DELETE', `/api/datasets/${id}`, { key })).status).toBe(401);
  expect((await ask(server, 'DELETE', `/api/datasets/${id}?superAdmin=true`, { key })).status).toBe(200);
  expect((await ask(server, 'DELETE', `/api/datasets/${id}?superAdmin=true`, { key })).status).toBe(404);
});

test.each([
  ['inactive', 'Account is not activated'],
  ['readOnly', 'Account is ReadOnly'],
  ['termsNotAccepted', 'Terms of Service not accepted'],
  ['disabled', 'Disabled'],
] as const)('an account that is %s cannot write: 401 %s', async (account, text) => {
  await start({ quirks: { account } });
  const reply = await ask(server, 'POST', '/api/datasets/createempty', { json: { name: 'd' } });
  expect([reply.status, reply.text]).toEqual([401, text]);
});

test('a new key is a UUID that works', async () => {
  await start();
  const made = await ask<{ key: string }>(server, 'POST', '/api/users/keys?name=mine');
  expect(made.json.key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
  expect((await ask(server, 'GET', '/api/me', { key: made.json.key })).status).toBe(200);
});

test('a context path is part of the address; outside of it there is nothing', async () => {
  await start({ contextPath: 'clowder/' });
  expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/clowder$/);
  expect((await ask(server, 'GET', '/api/me')).status).toBe(200);
  const outside = { url: server.url.replace('/clowder', ''), key: server.key };
  expect((await ask(outside, 'GET', '/api/me')).status).toBe(404);
});
