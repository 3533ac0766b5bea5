import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ask, form, until } from './clowder/ask.ts';
import type { Answer, Part } from './clowder/ask.ts';
import { startClowderV1 } from './clowder-v1.ts';
import type { ClowderV1 } from './clowder-v1.ts';

let server: ClowderV1;
let dataset: string;
let directory: string;
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'clowder-v1-'));
  writeFileSync(join(directory, 'a.txt'), 'hello');
  server = await startClowderV1({ quirks: { sourcePaths: [directory] } });
  dataset = (await ask(server, 'POST', '/api/datasets/createempty', { json: { name: 'd' } })).json.id;
});
afterEach(async () => {
  await server.stop();
  rmSync(directory, { recursive: true });
});

interface Uploaded {
  readonly id: string;
  readonly ids: readonly { readonly name: string }[];
}

function upload(parts: readonly Part[]): Promise<Answer<Uploaded>> {
  return ask(server, 'POST', `/api/uploadToDataset/${dataset}`, form(parts));
}

function metadataOf(file: string): Promise<Answer<unknown[]>> {
  return ask(server, 'GET', `/api/files/${file}/metadata.jsonld`);
}

function pointer(value: object): Part {
  return { field: 'file', value: JSON.stringify(value) };
}

const file = { filename: 'b.txt', value: 'x' };

test('a text part named like the file is its metadata, attached at once in the name of the user', async () => {
  const note = { '@context': 'https://example.org/', depth: { m: 3 } };
  const { id } = (await upload([file, { field: 'b.txt', value: JSON.stringify(note) }])).json;
  const [user] = server.state.users.keys();
  expect((await metadataOf(id)).json).toMatchObject([
    {
      '@context': 'https://example.org/',
      attached_to: { resource_type: 'cat:file', url: `${server.url}/files/${id}` },
      agent: { '@type': 'cat:user', user_id: `${server.url}/api/users/${user}` },
      content: { depth: { m: 3 } },
    },
  ]);
  server.quirks.inlineMetadata = false;
  const plain = (await upload([file, { field: 'b.txt', value: '{}' }])).json.id;
  expect((await metadataOf(plain)).json).toEqual([]);
});

function withField(value: object): readonly Part[] {
  return [
    { ...file, field: 'File' },
    { field: 'File', value: JSON.stringify(value) },
  ];
}

test('a text part named like the field counts only with an @context, which must not be an array', async () => {
  const { id } = (await upload(withField({ '@context': { a: 'b' }, k: 1 }))).json;
  expect((await metadataOf(id)).json).toMatchObject([{ content: { k: 1 } }]);
  const plain = (await upload(withField({ k: 1 }))).json.id;
  expect((await metadataOf(plain)).json).toEqual([]);
  expect((await upload(withField({ '@context': [], k: 1 }))).status).toBe(500);
});

test('broken metadata leaves an orphan and 500, or with the quirk off nothing and 400', async () => {
  const parts = [file, { field: 'b.txt', value: '{broken' }];
  expect((await upload(parts)).status).toBe(500);
  const [orphan] = server.state.files.values();
  expect(orphan).toMatchObject({ name: 'b.txt', datasetId: undefined });
  expect((await ask(server, 'GET', `/api/datasets/${dataset}/files`)).json).toEqual([]);
  server.quirks.brokenMetadataOrphans = false;
  expect((await upload(parts)).status).toBe(400);
  expect(server.count().files).toBe(1);
});

test('by path: the file stays where it is, and its metadata comes along', async () => {
  const path = join(directory, 'a.txt');
  const { id } = (await upload([pointer({ path, md: { k: 1 } })])).json;
  expect(server.state.files.get(id)).toMatchObject({ name: 'a.txt', size: 5, storage: 'path', source: path });
  expect((await metadataOf(id)).json).toMatchObject([{ content: { k: 1 } }]);
  expect((await ask(server, 'GET', `/api/files/${id}/blob`)).text).toBe('hello');
  const { key } = server.addUser({ admin: true });
  const shown = await ask(server, 'GET', `/api/datasets/${dataset}/files`, { key });
  expect(shown.json).toMatchObject([{ filepath: path, contentType: 'text/plain' }]);
  expect((await ask(server, 'GET', `/api/datasets/${dataset}/files`)).text).not.toContain('filepath');
});

test('by path: what is not allowed is left out silently, and the shape of the reply changes', async () => {
  const allowed = pointer({ path: join(directory, 'a.txt') });
  const forbidden = pointer({ path: '/etc/hostname' });
  expect((await upload([forbidden])).text).toBe('No files uploaded');
  expect((await upload([allowed, forbidden])).json).toEqual({ id: expect.any(String) });
  const both = await upload([allowed, file, { ...file, filename: 'c.txt' }]);
  expect(both.json.ids.map(({ name }) => name)).toEqual(['b.txt', 'c.txt', 'a.txt']);
});

test('by path: the prefix is only compared letter by letter', async () => {
  const { id } = (await upload([pointer({ path: `${directory}-other/x` })])).json;
  expect(server.state.files.get(id)?.name).toBe('x');
});

test('by path: a missing file becomes one of size 0, or with the quirk off 400', async () => {
  const missing = [pointer({ path: join(directory, 'missing') })];
  const { id } = (await upload(missing)).json;
  expect((await ask(server, 'GET', `/api/files/${id}/metadata`)).json).toMatchObject({ size: '0' });
  server.quirks.acceptsMissingPath = false;
  expect((await upload(missing)).status).toBe(400);
});

test('by path: a pointer that is no JSON is 500', async () => {
  const reply = await upload([{ field: 'file', value: `{"path": "/a"b"}` }]);
  expect(reply.status).toBe(500);
});

test('by URL: the bytes are fetched later, the source is metadata', async () => {
  const blob = (await upload([{ filename: 'remote.txt', value: 'remote' }])).json.id;
  const fileurl = `${server.url}/api/files/${blob}/blob?key=${server.key}`;
  const made = await ask(server, 'POST', `/api/datasets/${dataset}/urls`, {
    json: { fileurl, md: { k: 1 } },
  });
  const { id } = made.json;
  expect((await metadataOf(id)).json).toMatchObject([
    { content: { source: fileurl } },
    { content: { k: 1 } },
  ]);
  await until(() => server.state.files.get(id)?.status === 'PROCESSED');
  expect(server.state.files.get(id)).toMatchObject({ name: 'blob', size: 6, storage: 'url' });
});
