import { createHash } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { ask, form, until } from './clowder/ask.ts';
import type { Answer, Part } from './clowder/ask.ts';
import { startV1WithDataset } from './clowder/with-dataset.ts';
import type { ClowderV1 } from './clowder-v1.ts';

let server: ClowderV1;
let dataset: string;
beforeEach(async () => {
  ({ server, dataset } = await startV1WithDataset());
});

interface Uploaded {
  readonly id: string;
  readonly ids: readonly object[];
}

function upload(parts: readonly Part[], query = ''): Promise<Answer<Uploaded>> {
  return ask(server, 'POST', `/api/uploadToDataset/${dataset}${query}`, form(parts));
}

async function statusOf(id: string): Promise<string> {
  return (await ask<{ status: string }>(server, 'GET', `/api/files/${id}/metadata`)).json.status;
}

const one = [{ filename: 'a.txt', value: 'hello' }];

test('one file is {"id"}, several are {"ids"}, or with the quirk off always "ids"', async () => {
  const single = await upload(one);
  expect(single.json).toEqual({ id: expect.stringMatching(/^[0-9a-f]{24}$/) });
  const double = await upload([...one, { filename: 'b.txt', value: '' }]);
  expect(double.json.ids[1]).toEqual({
    id: expect.any(String),
    name: 'b.txt',
    status: 'CREATED',
    thumbnail: null,
    created: expect.any(String),
    resource_type: 'file',
  });
  server.quirks.singleFileIsId = false;
  expect((await upload(one)).json.ids).toHaveLength(1);
  expect(server.count()).toMatchObject({ files: 4, bytes: 15 });
});

test('no file is 400 text, or with the quirk off an empty list', async () => {
  const reply = await upload([{ field: 'note', value: 'x' }]);
  expect([reply.status, reply.text]).toEqual([400, 'No files uploaded']);
  expect(reply.headers['content-type']).toContain('text/plain');
  server.quirks.noFilesIs400 = false;
  expect((await upload([])).json).toEqual({ ids: [] });
});

test('any field name counts, or with the quirk off only file and File', async () => {
  const parts = ['file', 'File', 'files[]'].map((field) => ({ field, filename: `${field}.txt`, value: 'x' }));
  expect((await upload(parts)).json.ids).toHaveLength(3);
  server.quirks.anyFieldName = false;
  expect((await upload(parts)).json.ids).toHaveLength(2);
});

test('size and sha256 of what was stored are kept, and the bytes come back', async () => {
  const value = Buffer.from('\r\n--fEd5c9bOuNdArx almost\r\n\0\xff', 'latin1');
  const { id } = (await upload([{ filename: 'a.bin', value }])).json;
  const sha256 = createHash('sha256').update(value).digest('hex');
  expect(server.state.files.get(id)).toMatchObject({ size: value.length, sha256, datasetId: dataset });
  expect((await ask(server, 'GET', `/api/files/${id}/blob`)).bytes).toEqual(value);
});

test('storing is asynchronous: CREATED until the delay is over, then UPLOADED and PROCESSED', async () => {
  // Longer than any test: this file is never stored.
  server.quirks.storeDelayMs = 3_600_000;
  const { id } = (await upload(one)).json;
  expect(await statusOf(id)).toBe('CREATED');
  expect((await ask(server, 'GET', `/api/files/${id}/isBeingProcessed`)).json).toEqual({
    isBeingProcessed: 'true',
  });
  server.quirks.storeDelayMs = 1;
  const next = (await upload(one)).json.id;
  await until(() => server.state.files.get(next)?.status === 'PROCESSED');
  expect(await statusOf(next)).toBe('PROCESSED');
  server.quirks.processDelayMs = 3_600_000;
  const waiting = (await upload(one)).json.id;
  await until(() => server.state.files.get(waiting)?.status !== 'CREATED');
  expect(await statusOf(waiting)).toBe('UPLOADED');
  expect(await statusOf(id)).toBe('CREATED');
});

test('a file may stay CREATED or UPLOADED, or its record may vanish', async () => {
  server.quirks.stuckCreated = 'stuck';
  server.quirks.processedNever = 'unprocessed';
  server.quirks.storeFails = 'lost';
  const names = ['stuck', 'unprocessed', 'lost', 'good'];
  await upload(names.map((filename) => ({ filename, value: 'x' })));
  const find = (name: string): { status: string } | undefined =>
    [...server.state.files.values()].find((file) => file.name === name);
  await until(() => find('good')?.status === 'PROCESSED');
  expect(names.map((name) => find(name)?.status)).toEqual(['CREATED', 'UPLOADED', undefined, 'PROCESSED']);
});

test('the same name again is a second file', async () => {
  await upload(one);
  expect(server.state.duplicates()).toEqual([]);
  await upload(one);
  const ids = [...server.state.files.keys()];
  expect(server.state.duplicates()).toEqual([{ kind: 'file', name: 'a.txt', place: dataset, ids }]);
});

test('an unknown or malformed folder is ignored, or with the quirk off 404', async () => {
  for (const id of ['0123456789abcdef01234567', 'x']) {
    const made = await upload(one, `?folder_id=${id}`);
    expect(server.state.files.get(made.json.id)?.folderId).toBeUndefined();
  }
  server.quirks.ignoresUnknownFolder = false;
  expect((await upload(one, '?folder_id=x')).status).toBe(404);
});

test('the type of the part wins unless it is octet-stream, then the extension', async () => {
  const value = 'x';
  await upload([
    { filename: 'a.csv', type: 'text/x-own', value },
    { filename: 'b.csv', type: 'application/octet-stream', value },
    { filename: 'c.unknown', value },
  ]);
  const types = [...server.state.files.values()].map((file) => file.contentType);
  expect(types).toEqual(['text/x-own', 'text/csv', 'application/octet-stream']);
});

test('ptm names lose their flags once stored', async () => {
  const { id } = (await upload([{ filename: '1_2__x.ptm', value: 'x' }])).json;
  await until(() => server.state.files.get(id)?.status === 'PROCESSED');
  expect(server.state.files.get(id)?.name).toBe('x.ptm');
  server.quirks.renamesPtm = false;
  const kept = (await upload([{ filename: '1_2__x.ptm', value: 'x' }])).json.id;
  await until(() => server.state.files.get(kept)?.status === 'PROCESSED');
  expect(server.state.files.get(kept)?.name).toBe('1_2__x.ptm');
});

test('only root uploads are counted for the space', async () => {
  const space = (await ask(server, 'POST', '/api/spaces', { json: { name: 's', description: '' } })).json.id;
  await ask(server, 'POST', `/api/spaces/${space}/addDatasetToSpace/${dataset}`);
  const json = { name: 'f', parentId: dataset, parentType: 'dataset' };
  const folder = (await ask(server, 'POST', `/api/datasets/${dataset}/newFolder`, { json })).json.id;
  await upload(one);
  await upload(one, `?folder_id=${folder}`);
  expect(server.state.spaces.get(space)).toMatchObject({ fileCount: 1, byteCount: 5 });
  server.quirks.countsRootOnly = false;
  await upload(one, `?folder_id=${folder}`);
  expect(server.state.spaces.get(space)?.fileCount).toBe(2);
});

test('the body is read before permission is checked, and nothing of it stays', async () => {
  const { key } = server.addUser();
  const question = { ...form([{ filename: 'a', value: 'x'.repeat(100_000) }]), key };
  const reply = await ask(server, 'POST', `/api/uploadToDataset/${dataset}`, question);
  expect([reply.status, server.count().files]).toEqual([401, 0]);
  expect(server.requests.at(-1)?.bodyBytes).toBeGreaterThan(100_000);
});

test('an upload that the client breaks off leaves nothing', async () => {
  const { body, headers } = form([{ filename: 'a', value: 'x' }]);
  const broken = ask(server, 'POST', `/api/uploadToDataset/${dataset}`, {
    ...(body !== undefined && { body }),
    headers: { ...headers, 'content-length': '100000' },
  });
  broken.catch(() => undefined);
  await until(() => server.requests.at(-1)?.bodyBytes === body?.length);
  await server.stop();
  await expect(broken).rejects.toThrow(/hang up|ECONNRESET/);
  expect(server.count().files).toBe(0);
});
