import { beforeEach, expect, test } from 'vitest';
import { ask } from './clowder/ask.ts';
import type { Answer } from './clowder/ask.ts';
import { startV2WithDataset } from './clowder/with-dataset.ts';
import type { ClowderV2 } from './clowder-v2.ts';

let server: ClowderV2;
let dataset: string;
beforeEach(async () => {
  ({ server, dataset } = await startV2WithDataset());
});

interface Page {
  readonly data: readonly { readonly name: string }[];
}

function createGroup(name: string): Promise<Answer> {
  return ask(server, 'POST', '/api/v2/groups', { json: { name, description: `about ${name}` } });
}

function share(group: string, role: string): Promise<Answer> {
  return ask(server, 'POST', `/api/v2/authorizations/datasets/${dataset}/group_role/${group}/${role}`);
}

async function search(term: string): Promise<string[]> {
  const page = await ask<Page>(server, 'GET', `/api/v2/groups/search/${encodeURIComponent(term)}`);
  return page.json.data.map(({ name }) => name);
}

test('a group is a GroupOut with its creator as editor', async () => {
  expect((await createGroup('g')).json).toEqual({
    creator: 'user1@example.org',
    created: expect.any(String),
    modified: expect.any(String),
    name: 'g',
    description: 'about g',
    users: [{ user: expect.objectContaining({ email: 'user1@example.org' }), editor: true }],
    id: expect.any(String),
    views: 0,
  });
  expect((await ask(server, 'POST', '/api/v2/groups', { json: {} })).status).toBe(422);
  expect(server.count().spaces).toBe(1);
});

test('groups are listed and searched by their members only', async () => {
  await createGroup('Raw data');
  await createGroup('other');
  expect(await search('RAW')).toEqual(['Raw data']);
  expect(await search('^about o')).toEqual(['other']);
  const { key } = server.addUser();
  expect((await ask<Page>(server, 'GET', '/api/v2/groups', { key })).json.data).toEqual([]);
  expect((await ask<Page>(server, 'GET', '/api/v2/groups?limit=1')).json.data).toHaveLength(1);
  expect((await ask(server, 'GET', '/api/v2/groups/search/(')).status).toBe(500);
});

test('a role on a dataset reaches the members, and is replaced when it is given again', async () => {
  const group = (await createGroup('g')).json.id;
  const { key, user } = server.addUser();
  const added = await ask(server, 'POST', `/api/v2/groups/${group}/add/${user.email}`);
  expect(added.json).toMatchObject({
    users: [{ editor: true }, { user: { email: user.email }, editor: false }],
  });
  const shared = await share(group, 'uploader');
  expect(shared.json).toMatchObject({ dataset_id: dataset, role: 'uploader', group_ids: [group] });
  expect(Object.keys(shared.json).toSorted()).toEqual([
    'created',
    'creator',
    'dataset_id',
    'group_ids',
    'id',
    'modified',
    'role',
    'user_ids',
  ]);
  const status = async (method: string): Promise<number> =>
    (await ask(server, method, `/api/v2/datasets/${dataset}`, { key, json: { name: 'e' } })).status;
  expect([await status('GET'), await status('PATCH')]).toEqual([200, 403]);
  await share(group, 'editor');
  expect([await status('GET'), await status('PATCH')]).toEqual([200, 200]);
  expect((await share(group, 'king')).status).toBe(422);
});

test('a member who comes later gets what the group has', async () => {
  const group = (await createGroup('g')).json.id;
  await share(group, 'viewer');
  const { key, user } = server.addUser();
  await ask(server, 'POST', `/api/v2/groups/${group}/add/${user.email}`);
  expect((await ask(server, 'GET', `/api/v2/datasets/${dataset}`, { key })).status).toBe(200);
  const nobody = await ask(server, 'POST', `/api/v2/groups/${group}/add/nobody@example.org`);
  expect([nobody.status, nobody.json]).toEqual([404, { detail: 'User nobody@example.org not found' }]);
});

test('a role for one user', async () => {
  const { key, user } = server.addUser();
  await ask(server, 'POST', `/api/v2/authorizations/datasets/${dataset}/user_role/${user.email}/viewer`);
  expect((await ask(server, 'GET', `/api/v2/datasets/${dataset}`, { key })).status).toBe(200);
});

test('strangers may not see a group, members may not change it, unknown ones are 404', async () => {
  const group = (await createGroup('g')).json.id;
  const { key, user } = server.addUser();
  expect((await ask(server, 'GET', `/api/v2/groups/${group}`, { key })).status).toBe(403);
  server.state.spaces.get(group)?.roles.set(user.id, 'Viewer');
  expect((await ask(server, 'GET', `/api/v2/groups/${group}`, { key })).status).toBe(200);
  expect((await ask(server, 'POST', `/api/v2/groups/${group}/add/${user.email}`, { key })).status).toBe(403);
  const missing = await ask(server, 'GET', `/api/v2/groups/${dataset}`);
  expect([missing.status, missing.json]).toEqual([404, { detail: `Group ${dataset} not found` }]);
});
