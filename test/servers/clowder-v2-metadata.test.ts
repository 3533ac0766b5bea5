import { beforeEach, expect, test } from 'vitest';
import { ask, form } from './clowder/ask.ts';
import type { Answer } from './clowder/ask.ts';
import { startV2WithDataset } from './clowder/with-dataset.ts';
import type { ClowderV2 } from './clowder-v2.ts';

let server: ClowderV2;
let dataset: string;
let file: string;
beforeEach(async () => {
  ({ server, dataset } = await startV2WithDataset());
  const parts = form([{ filename: 'a', value: 'x' }]);
  file = (await ask(server, 'POST', `/api/v2/datasets/${dataset}/files`, parts)).json.id;
});

function send(method: string, json: object, path = `datasets/${dataset}`): Promise<Answer> {
  return ask(server, method, `/api/v2/${path}/metadata`, { json });
}

const note = { content: { k: 1 }, context_url: 'https://example.org/' };

test('new metadata is a MetadataOut with "@context"', async () => {
  const made = await send('POST', { content: { k: 1 }, context: [{ k: 'https://example.org/k' }] });
  expect(made.json).toEqual({
    content: { k: 1 },
    '@context': [{ k: 'https://example.org/k' }],
    context_url: null,
    definition: null,
    description: null,
    resource: { collection: 'datasets', resource_id: dataset, version: null },
    agent: { creator: expect.objectContaining({ email: 'user1@example.org' }), listener: null },
    created: expect.any(String),
    origin_id: null,
    id: expect.any(String),
    frozen: false,
  });
  const forFile = await send('POST', note, `files/${file}`);
  expect(forFile.json).toMatchObject({ resource: { collection: 'files', resource_id: file, version: 1 } });
  expect((await ask(server, 'GET', `/api/v2/files/${file}/metadata`)).json).toHaveLength(1);
});

test('a context is required; content must be an object', async () => {
  const reply = await send('POST', { content: {} });
  expect([reply.status, reply.json]).toEqual([400, { detail: 'Context is required' }]);
  const missing = await send('POST', {});
  expect([missing.status, missing.json]).toMatchObject([422, { detail: [{ loc: ['body', 'content'] }] }]);
  expect((await send('POST', { content: 'text' })).json).toMatchObject({
    detail: [{ type: 'type_error.dict' }],
  });
});

test('a definition must be known and comes once; a context may come again', async () => {
  const unknown = await send('POST', { content: {}, definition: 'Nope' });
  expect([unknown.status, unknown.json]).toEqual([400, { detail: 'Nope is not valid metadata definition' }]);
  const defined = { content: {}, definition: 'LatLon' };
  expect((await send('POST', defined)).status).toBe(200);
  const again = await send('POST', defined);
  const detail = 'Metadata for LatLon already exists on this dataset';
  expect([again.status, again.json]).toEqual([409, { detail }]);
  await send('POST', note);
  expect((await send('POST', note)).status).toBe(200);
  server.quirks.definitions = ['Nope'];
  expect((await send('POST', { content: {}, definition: 'Nope' })).status).toBe(200);
  server.quirks.definitions = ['LatLon'];
  server.quirks.definitionOnce = false;
  expect((await send('POST', defined)).status).toBe(200);
});

test('PATCH merges into the first entry, never finds one by id, and breaks by address', async () => {
  const { id } = (await send('POST', note)).json;
  expect((await send('PATCH', { content: { j: 2 } })).json).toMatchObject({ id, content: { k: 1, j: 2 } });
  const byId = await send('PATCH', { content: {}, metadata_id: id });
  expect([byId.status, byId.json]).toEqual([404, { detail: 'Metadata matching the query not found' }]);
  const patch = { json: { content: { i: 3 } } };
  expect((await ask(server, 'PATCH', `/api/v2/metadata/${id}`, patch)).status).toBe(500);
  server.quirks.patchByIdBroken = false;
  expect((await send('PATCH', { content: {}, metadata_id: id })).status).toBe(200);
  expect((await ask(server, 'PATCH', `/api/v2/metadata/${id}`, patch)).json).toMatchObject({
    content: { i: 3 },
  });
});

test('DELETE and POST is the way to change something', async () => {
  const { id } = (await send('POST', note)).json;
  expect((await ask(server, 'DELETE', `/api/v2/metadata/${id}`)).json).toEqual({ deleted: id });
  expect((await ask(server, 'DELETE', `/api/v2/metadata/${id}`)).status).toBe(404);
});

test('foreign and unknown datasets are 403 and 404', async () => {
  const { key } = server.addUser();
  const path = `/api/v2/datasets/${dataset}/metadata`;
  expect((await ask(server, 'POST', path, { json: note, key })).status).toBe(403);
  expect((await send('POST', note, 'datasets/0123456789abcdef01234567')).status).toBe(404);
});
