import { afterEach, beforeEach, expect, test } from 'vitest';
import { ask } from './clowder/ask.ts';
import type { Answer } from './clowder/ask.ts';
import { startClowderV1 } from './clowder-v1.ts';
import type { ClowderV1 } from './clowder-v1.ts';

let server: ClowderV1;
beforeEach(async () => {
  server = await startClowderV1();
});
afterEach(() => server.stop());

async function createSpace(name: string): Promise<string> {
  return (await ask(server, 'POST', '/api/spaces', { json: { name, description: 'about' } })).json.id;
}

async function listNames(query = ''): Promise<string[]> {
  const spaces = await ask<{ name: string }[]>(server, 'GET', `/api/spaces${query}`);
  return spaces.json.map((space) => space.name);
}

test('a space needs name and description', async () => {
  const reply = await ask(server, 'POST', '/api/spaces', { json: { name: 's' } });
  expect([reply.status, reply.json]).toEqual([400, 'Missing required parameters']);
  const id = await createSpace('s');
  const shown = await ask(server, 'GET', `/api/spaces/${id}`);
  expect(shown.json).toEqual({ id, name: 's', description: 'about', created: expect.any(String) });
});

test('a read-only user gets 400, not 401', async () => {
  server.quirks.account = 'readOnly';
  const reply = await ask(server, 'POST', '/api/spaces', { json: { name: 's', description: '' } });
  expect([reply.status, reply.json]).toEqual([400, 'User is Read-Only']);
});

test('lists stop at 12, newest first, unless limit says otherwise; 0 is all', async () => {
  for (let number = 1; number <= 14; number += 1) await createSpace(`s${number}`);
  expect(await listNames()).toHaveLength(12);
  expect((await listNames())[0]).toBe('s14');
  expect(await listNames('?limit=3')).toEqual(['s14', 's13', 's12']);
  expect(await listNames('?limit=0')).toHaveLength(14);
  server.quirks.limitZeroIsAll = false;
  expect(await listNames('?limit=0')).toHaveLength(0);
  server.quirks.defaultLimit = 2;
  expect(await listNames()).toHaveLength(2);
});

test('title is an unescaped expression without regard to case, or with the quirk off exact', async () => {
  for (const name of ['Raw', 'my raw data', 'r.w', 'row']) await createSpace(name);
  expect(await listNames('?title=raw')).toEqual(['my raw data', 'Raw']);
  expect(await listNames('?title=r.w&exact=true')).toEqual(['row', 'r.w', 'my raw data', 'Raw']);
  expect((await ask(server, 'GET', '/api/spaces?title=(')).status).toBe(500);
  server.quirks.titleIsRegex = false;
  expect(await listNames('?title=r.w')).toEqual(['r.w']);
});

test('a failed insert is answered 200 without an id', async () => {
  server.quirks.insertFails = 'spaces';
  const reply = await ask(server, 'POST', '/api/spaces', { json: { name: 's', description: '' } });
  expect([reply.status, reply.json]).toEqual([200, { status: 'error' }]);
  server.quirks.insertFails = 'datasets';
  expect(await createSpace('s')).toMatch(/^[0-9a-f]{24}$/);
  expect(server.count().spaces).toBe(1);
});

test('names with HTML entities come back escaped in lists and plain by id', async () => {
  server.quirks.escapesSpaceNames = true;
  const id = await createSpace('A & "B"');
  expect(await listNames()).toEqual(['A &amp; &quot;B&quot;']);
  expect((await ask(server, 'GET', `/api/spaces/${id}`)).json).toMatchObject({ name: 'A & "B"' });
  server.quirks.escapesSpaceNames = false;
  await createSpace('C & D');
  expect((await listNames())[0]).toBe('C & D');
});

test('only spaces with a role are listed', async () => {
  const id = await createSpace('mine');
  const { key, user } = server.addUser();
  const list = (path: string): Promise<Answer<unknown[]>> => ask(server, 'GET', path, { key });
  expect((await list('/api/spaces')).json).toEqual([]);
  server.state.spaces.get(id)?.roles.set(user.id, 'Viewer');
  expect((await list('/api/spaces')).json).toHaveLength(1);
  expect((await list('/api/spaces/canEdit')).json).toEqual([]);
});

test('datasets go in and out of a space, by their owner only', async () => {
  const space = await createSpace('s');
  const dataset = (await ask(server, 'POST', '/api/datasets/createempty', { json: { name: 'd' } })).json.id;
  const added = await ask(server, 'POST', `/api/spaces/${space}/addDatasetToSpace/${dataset}`);
  expect(added.json).toEqual({ datasetsInSpace: '1' });
  const inside = await ask(server, 'GET', `/api/spaces/${space}/datasets`);
  expect(inside.json).toMatchObject([{ id: dataset, name: 'd', spaces: [space] }]);
  const { key, user } = server.addUser();
  server.state.spaces.get(space)?.roles.set(user.id, 'Editor');
  const foreign = await ask(server, 'POST', `/api/spaces/${space}/addDatasetToSpace/${dataset}`, { key });
  expect([foreign.status, foreign.json]).toEqual([403, 'You are not the owner of the dataset']);
  await ask(server, 'POST', `/api/spaces/${space}/removeDataset/${dataset}`);
  expect(server.state.datasets.get(dataset)?.spaceIds).toEqual([]);
  const unknown = await ask(server, 'POST', `/api/spaces/${space}/addDatasetToSpace/${space}`);
  expect([unknown.status, unknown.text]).toEqual([404, '']);
});

test('deleting a space keeps its datasets', async () => {
  const space = await createSpace('s');
  await ask(server, 'POST', '/api/datasets/createempty', { json: { name: 'd', space: [space] } });
  expect((await ask(server, 'DELETE', `/api/spaces/${space}`)).json).toEqual({ status: 'success' });
  expect(server.count()).toMatchObject({ spaces: 0, datasets: 1 });
  expect((await ask(server, 'GET', `/api/spaces/${space}`)).text).toBe('Space not found');
});

test('spaces of one name are told as twins', async () => {
  await createSpace('s');
  expect(server.state.duplicates()).toEqual([]);
  await createSpace('s');
  expect(server.state.duplicates()).toMatchObject([{ kind: 'space', name: 's' }]);
});
