import { beforeEach, expect, test } from 'vitest';
import { ask, form } from './clowder/ask.ts';
import type { Answer } from './clowder/ask.ts';
import { startV1WithDataset } from './clowder/with-dataset.ts';
import type { ClowderV1 } from './clowder-v1.ts';

let server: ClowderV1;
let dataset: string;
let file: string;
beforeEach(async () => {
  ({ server, dataset } = await startV1WithDataset());
  const parts = form([{ filename: 'a', value: 'x' }]);
  file = (await ask(server, 'POST', `/api/uploadToDataset/${dataset}`, parts)).json.id;
});

const agent = { '@type': 'cat:extractor', name: 'leat', extractor_id: 'https://example.org/extractors/leat' };
const note = { '@context': 'https://example.org/', agent, content: { k: 1 } };

function post(json: object, path = `datasets/${dataset}`): Promise<Answer> {
  return ask(server, 'POST', `/api/${path}/metadata.jsonld`, { json });
}

async function contents(query = '', path = `datasets/${dataset}`): Promise<unknown[]> {
  const entries = await ask<{ content: unknown }[]>(server, 'GET', `/api/${path}/metadata.jsonld${query}`);
  return entries.json.map((entry) => entry.content);
}

test('metadata is appended and read newest first', async () => {
  const added = await post(note);
  expect([added.status, added.json]).toEqual([200, 'Metadata successfully added to db']);
  await post({ ...note, content: { k: 2 } });
  expect(await contents()).toEqual([{ k: 2 }, { k: 1 }]);
  const [entry] = (await ask<unknown[]>(server, 'GET', `/api/datasets/${dataset}/metadata.jsonld`)).json;
  expect(entry).toEqual({
    '@context': 'https://example.org/',
    id: expect.any(String),
    attached_to: { resource_type: 'cat:dataset', url: `${server.url}/datasets/${dataset}` },
    created_at: expect.any(String),
    agent,
    content: { k: 2 },
  });
  server.quirks.newestMetadataFirst = false;
  expect(await contents()).toEqual([{ k: 1 }, { k: 2 }]);
});

test('an agent without type is an exception, or with the quirk off 400', async () => {
  const untyped = { ...note, agent: { user_id: 'https://example.org/u' } };
  expect((await post(untyped)).status).toBe(500);
  expect((await post({ content: {} })).status).toBe(500);
  server.quirks.missingAgentTypeIs500 = false;
  const reply = await post(untyped);
  expect([reply.status, reply.json]).toEqual([400, 'Creator data is missing or incorrect.']);
});

test('an agent without its id is 400, one with an id that is no URL is 500', async () => {
  const missing = await post({ ...note, agent: { '@type': 'cat:user', name: 'x' } });
  expect([missing.status, missing.json]).toEqual([400, 'Creator data is missing or incorrect.']);
  expect((await post({ ...note, agent: { '@type': 'cat:user', user_id: 'me' } })).status).toBe(500);
  expect((await post({ ...note, '@context': 'no url' })).status).toBe(500);
});

test('an array as context is dropped for datasets and kept for files', async () => {
  const json = { ...note, '@context': ['https://example.org/', { k: 'v' }] };
  await post(json);
  await post(json, `files/${file}`);
  const contexts = (): unknown[] => [...server.state.metadata.values()].map((entry) => entry.context);
  expect(contexts()).toEqual([undefined, json['@context']]);
  server.quirks.datasetDropsArrayContext = false;
  await post(json);
  expect(contexts()[2]).toEqual(json['@context']);
});

test('keys with a dot or a leading dollar are rejected, at any depth', async () => {
  expect((await post({ ...note, content: { 'a.b': 1 } })).status).toBe(500);
  expect((await post({ ...note, content: { a: [{ $b: 1 }] } })).status).toBe(500);
  expect(server.count().metadata).toBe(0);
  server.quirks.rejectsDottedKeys = false;
  expect((await post({ ...note, content: { 'a.b': 1 } })).status).toBe(200);
});

test('extractor= selects what is read and what is deleted', async () => {
  await post(note);
  await post({ ...note, agent: { ...agent, extractor_id: 'https://example.org/extractors/other' } });
  expect(await contents('?extractor=leat')).toHaveLength(1);
  const path = `/api/datasets/${dataset}/metadata.jsonld`;
  const one = await ask(server, 'DELETE', `${path}?extractor=leat`);
  expect(one.json).toEqual({ status: 'success', count: '1' });
  await post(note);
  expect((await ask(server, 'DELETE', path)).json).toEqual({ status: 'success', count: '2' });
});

test('a batch adds to several files', async () => {
  const json = { files: [file, file], metadata: note };
  const reply = await ask(server, 'POST', '/api/files/metadata.jsonld', { json });
  expect(reply.json).toBe('Metadata successfully added to db');
  expect(await contents('', `files/${file}`)).toHaveLength(2);
});

test('as the user, and the old way', async () => {
  await ask(server, 'POST', '/api/metadata.jsonld', { json: { file_id: file, content: { k: 1 } } });
  const legacy = await ask(server, 'POST', `/api/files/${file}/metadata`, { json: { k: 2 } });
  expect(legacy.json).toEqual({ status: 'success' });
  expect(await contents('', `files/${file}`)).toEqual([{ k: 2 }, { k: 1 }]);
  const bad = await ask(server, 'POST', '/api/metadata.jsonld', { json: { dataset_id: 'x', content: {} } });
  expect(bad.status).toBe(400);
});
