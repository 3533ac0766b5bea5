import { afterEach, beforeEach, expect, test } from 'vitest';
import { ask, form } from './clowder/ask.ts';
import type { Answer } from './clowder/ask.ts';
import { startClowderV1 } from './clowder-v1.ts';
import type { ClowderV1 } from './clowder-v1.ts';

let server: ClowderV1;
beforeEach(async () => {
  server = await startClowderV1();
});
afterEach(() => server.stop());

const UNKNOWN = '0123456789abcdef01234567';

function create(body: object): Promise<Answer> {
  return ask(server, 'POST', '/api/datasets/createempty', { json: body });
}

async function createSpace(): Promise<string> {
  return (await ask(server, 'POST', '/api/spaces', { json: { name: 's', description: '' } })).json.id;
}

async function spacesOf(id: string): Promise<string[]> {
  return (await ask<{ spaces: string[] }>(server, 'GET', `/api/datasets/${id}`)).json.spaces;
}

async function list(query: string): Promise<string[]> {
  const sets = await ask<{ name: string }[]>(server, 'GET', `/api/datasets${query}`);
  return sets.json.map((set) => set.name);
}

test('a dataset needs a name and shows these fields', async () => {
  const missing = await create({});
  expect([missing.status, missing.json]).toEqual([400, 'Missing parameter [name]']);
  const space = await createSpace();
  const { id } = (await create({ name: 'd', description: 'x', space: [space] })).json;
  expect((await ask(server, 'GET', `/api/datasets/${id}`)).json).toEqual({
    id,
    name: 'd',
    description: 'x',
    created: expect.any(String),
    thumbnail: null,
    authorId: [...server.state.users.keys()][0],
    spaces: [space],
    resource_type: 'dataset',
  });
});

test('a space that is a text is ignored silently, or with the quirk off refused', async () => {
  const space = await createSpace();
  for (const given of [space, ['default']]) {
    const { id } = (await create({ name: 'd', space: given })).json;
    expect(await spacesOf(id)).toEqual([]);
  }
  server.quirks.ignoresSpaceText = false;
  expect((await create({ name: 'd', space })).status).toBe(400);
});

test('unknown space ids are dropped silently, others of no use are a 500', async () => {
  const space = await createSpace();
  const { id } = (await create({ name: 'd', space: [UNKNOWN, space] })).json;
  expect(await spacesOf(id)).toEqual([space]);
  expect((await create({ name: 'd', space: ['nothex'] })).status).toBe(500);
  server.quirks.dropsUnknownSpaces = false;
  expect((await create({ name: 'd', space: [UNKNOWN] })).status).toBe(400);
  expect(server.count().datasets).toBe(1);
});

test('a failed insert is answered 200 without an id', async () => {
  server.quirks.insertFails = 'datasets';
  const reply = await create({ name: 'd' });
  expect([reply.status, reply.json]).toEqual([200, { status: 'error' }]);
  expect(server.count().datasets).toBe(0);
});

test('lists: 12, newest first, exact titles only with exact=true', async () => {
  for (let number = 1; number <= 13; number += 1) await create({ name: `set ${number}` });
  expect((await list('')).at(0)).toBe('set 13');
  expect(await list('')).toHaveLength(12);
  expect(await list('?limit=0')).toHaveLength(13);
  expect(await list('?title=SET%201$')).toEqual(['set 1']);
  expect(await list('?title=set%201&limit=0')).toHaveLength(5);
  expect(await list('?title=set%201&exact=true')).toEqual(['set 1']);
});

test('a private server lists what the user may see', async () => {
  await create({ name: 'd' });
  const { key } = server.addUser();
  expect((await ask(server, 'GET', '/api/datasets', { key })).json).toHaveLength(1);
  expect((await ask(server, 'GET', '/api/datasets/canEdit', { key })).json).toEqual([]);
  server.quirks.permissions = 'private';
  expect((await ask(server, 'GET', '/api/datasets', { key })).json).toEqual([]);
});

test('title, description and tags can be changed', async () => {
  const { id } = (await create({ name: 'd' })).json;
  await ask(server, 'PUT', `/api/datasets/${id}/title`, { json: { name: 'e' } });
  await ask(server, 'PUT', `/api/datasets/${id}/description`, { json: { description: 'y' } });
  await ask(server, 'POST', `/api/datasets/${id}/tags`, { json: { tags: ['t'] } });
  expect(server.state.datasets.get(id)).toMatchObject({ name: 'e', description: 'y', tags: ['t'] });
});

test('deletion takes the files along, detachdelete leaves them, the trash hides the dataset', async () => {
  const upload = (id: string): Promise<Answer> =>
    ask(server, 'POST', `/api/uploadToDataset/${id}`, form([{ filename: 'a', value: 'x' }]));
  const ids: string[] = [];
  for (const name of ['a', 'b', 'c']) ids.push((await create({ name })).json.id);
  for (const id of ids) await upload(id);
  expect((await ask(server, 'DELETE', `/api/datasets/${ids[0]}`)).json).toEqual({ status: 'success' });
  expect(server.count().files).toBe(2);
  await ask(server, 'POST', `/api/datasets/${ids[1]}/detachdelete`);
  expect(server.count()).toMatchObject({ datasets: 1, files: 2 });
  server.quirks.useTrash = true;
  await ask(server, 'DELETE', `/api/datasets/${ids[2]}`);
  expect(server.count().datasets).toBe(1);
  expect((await ask(server, 'GET', '/api/datasets')).json).toEqual([]);
});

test('existing files can be taken in, and twins of one title in one space are told', async () => {
  const space = await createSpace();
  const { id } = (await create({ name: 'd', space: [space] })).json;
  const file = (
    await ask(server, 'POST', `/api/uploadToDataset/${id}`, form([{ filename: 'a', value: 'x' }]))
  ).json.id;
  const next = (await create({ name: 'd', space: [], existingfiles: file })).json.id;
  expect(server.state.files.get(file)?.datasetId).toBe(next);
  expect(server.state.duplicates()).toEqual([]);
  await create({ name: 'd', space: [space] });
  expect(server.state.duplicates()).toMatchObject([{ kind: 'dataset', name: 'd', place: space }]);
});
