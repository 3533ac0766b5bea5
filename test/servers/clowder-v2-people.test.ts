import { afterEach, beforeEach, expect, test } from 'vitest';
import { ask, form } from './clowder/ask.ts';
import type { Answer } from './clowder/ask.ts';
import { startClowderV2 } from './clowder-v2.ts';
import type { ClowderV2 } from './clowder-v2.ts';

let server: ClowderV2;
beforeEach(async () => {
  server = await startClowderV2();
});
afterEach(() => server.stop());

function profile(headers: Record<string, string> = {}, key?: string | null): Promise<Answer> {
  return ask(server, 'GET', '/api/v2/users/profile', { headers, ...(key !== undefined && { key }) });
}

async function login(): Promise<string> {
  const [user] = server.state.users.values();
  const json = { email: user?.email, password: user?.password };
  return (await ask<{ token: string }>(server, 'POST', '/api/v2/login', { json, key: null })).json.token;
}

test('status needs no key', async () => {
  expect((await ask(server, 'GET', '/api/v2/status', { key: null })).json).toEqual({
    version: '2.0.0-beta.4',
  });
});

test('the profile is a UserOut', async () => {
  expect((await profile()).json).toEqual({
    email: 'user1@example.org',
    first_name: 'User',
    last_name: 'No. 1',
    id: [...server.state.users.keys()][0],
    admin: false,
    admin_mode: false,
    read_only_user: false,
  });
  expect(server.requests[0]?.userId).toBe([...server.state.users.keys()][0]);
});

test('no key, a wrong key, an expired key, a key without its user', async () => {
  const none = await profile({}, null);
  expect([none.status, none.json]).toEqual([401, { detail: 'Not authenticated.' }]);
  expect(none.headers['www-authenticate']).toBe('Bearer');
  expect((await profile({}, 'wrong')).json).toEqual({ detail: { error: 'Key is invalid.' } });
  const key = server.state.keys.get(server.key);
  if (key) key.expires = new Date(0);
  expect((await profile()).json).toEqual({ detail: { error: 'Key is expired.' } });
  expect((await profile()).json).toEqual({ detail: { error: 'Key is invalid.' } });
  const { key: orphan, user } = server.addUser();
  server.state.users.delete(user.id);
  const broken = await profile({}, orphan);
  expect([broken.status, broken.text]).toEqual([500, 'Internal Server Error']);
  expect(broken.headers['content-type']).toContain('text/plain');
});

test('a bearer token comes first and its failure is final, unless the quirk is off', async () => {
  const token = await login();
  expect((await profile({ authorization: `Bearer ${token}` }, null)).status).toBe(200);
  expect((await profile({ cookie: `Authorization="Bearer ${token}"` }, null)).status).toBe(200);
  expect((await profile({ authorization: `Bearer ${server.key}` })).status).toBe(401);
  server.quirks.bearerFirst = false;
  expect((await profile({ authorization: `Bearer ${server.key}` })).status).toBe(200);
});

test('login refuses a wrong password', async () => {
  const json = { email: 'user1@example.org', password: 'wrong' };
  expect((await ask(server, 'POST', '/api/v2/login', { json, key: null })).status).toBe(401);
});

test('keys live 30 minutes unless mins says otherwise, and can be listed and deleted', async () => {
  const expiries = async (query: string): Promise<string | null | undefined> => {
    const made = await ask<string>(server, 'POST', `/api/v2/users/keys?name=k${query}`);
    expect((await profile({}, made.json)).status).toBe(200);
    return server.state.keys.get(made.json)?.expires?.toISOString();
  };
  server.quirks.keyMinutes = 60 * 24 * 365 * 1000;
  expect((await expiries(''))?.slice(0, 2)).toBe('30');
  expect(await expiries('&mins=0')).toBeUndefined();
  const listed = await ask<{ data: { id: string }[] }>(server, 'GET', '/api/v2/users/keys');
  expect(listed.json).toMatchObject({
    metadata: { total_count: 3 },
    data: [{ name: 'k', user: 'user1@example.org' }, {}, {}],
  });
  await ask(server, 'DELETE', `/api/v2/users/keys/${listed.json.data[0]?.id}`);
  expect(server.state.keys.size).toBe(2);
});

test('the body is read before the key is checked, and 422 comes after both', async () => {
  const path = '/api/v2/datasets';
  const headers = { 'content-type': 'application/json' };
  expect((await ask(server, 'POST', path, { body: '{', headers, key: null })).status).toBe(422);
  expect((await ask(server, 'POST', path, { body: '{}', headers, key: null })).status).toBe(401);
  const files = form(Array.from({ length: 1001 }, (_, index) => ({ filename: `f${index}`, value: '' })));
  const many = await ask(server, 'POST', `${path}/0123456789abcdef01234567/files`, { ...files, key: null });
  expect(many.status).toBe(400);
  server.quirks.readsBodyFirst = false;
  expect((await ask(server, 'POST', path, { body: '{', headers, key: null })).status).toBe(401);
});
