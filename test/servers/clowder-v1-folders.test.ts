import { beforeEach, expect, test } from 'vitest';
import { ask, form } from './clowder/ask.ts';
import type { Answer } from './clowder/ask.ts';
import { startV1WithDataset } from './clowder/with-dataset.ts';
import type { ClowderV1 } from './clowder-v1.ts';

let server: ClowderV1;
let dataset: string;
beforeEach(async () => {
  ({ server, dataset } = await startV1WithDataset());
});

function createFolder(name: string, parentId = dataset): Promise<Answer> {
  const parentType = parentId === dataset ? 'dataset' : 'folder';
  return ask(server, 'POST', `/api/datasets/${dataset}/newFolder`, { json: { name, parentId, parentType } });
}

async function listFolders(): Promise<string[]> {
  const folders = await ask<{ name: string }[]>(server, 'GET', `/api/datasets/${dataset}/folders`);
  return folders.json.map((folder) => folder.name);
}

async function upload(filename: string, folder?: string): Promise<string> {
  const query = folder === undefined ? '' : `?folder_id=${folder}`;
  const path = `/api/uploadToDataset/${dataset}${query}`;
  return (await ask(server, 'POST', path, form([{ filename, value: 'hello' }]))).json.id;
}

test('a new folder is answered by these fields, and listed by its path', async () => {
  const parent = await createFolder(' a ');
  expect(parent.json).toEqual({
    id: expect.any(String),
    name: 'a',
    parentDatasetID: dataset,
    parentId: dataset,
    parentType: 'dataset',
    files: '',
    folders: '',
    created: expect.any(String),
  });
  await createFolder('b', parent.json.id);
  expect(await listFolders()).toEqual(['/a', '/a/b']);
});

test('a taken name gets a number in lists but not in the reply, or with the quirk off 400', async () => {
  for (let again = 0; again < 3; again += 1)
    expect((await createFolder('a')).json).toMatchObject({ name: 'a' });
  expect(await listFolders()).toEqual(['/a', '/a (1)', '/a (2)']);
  expect(server.state.duplicates()).toMatchObject([{ kind: 'folder', name: 'a', place: dataset }]);
  server.quirks.numbersTwinFolders = false;
  expect((await createFolder('a')).status).toBe(400);
});

test('all fields are required, and an unknown parent is an exception', async () => {
  const path = `/api/datasets/${dataset}/newFolder`;
  const wrong = { name: 'a', parentId: dataset, parentType: 'dataset' };
  for (const name of ['name', 'parentId', 'parentType']) {
    const reply = await ask(server, 'POST', path, { json: { ...wrong, [name]: undefined } });
    expect([reply.status, reply.json]).toEqual([400, `Missing parameter [${name}]`]);
  }
  const unknown = await createFolder('a', '0123456789abcdef01234567');
  expect(unknown.text).toContain('java.lang.NullPointerException');
  expect(server.count().folders).toBe(0);
});

test('mere viewers may not list folders', async () => {
  expect((await ask(server, 'GET', `/api/datasets/${dataset}/folders`, { key: null })).status).toBe(401);
});

test('files are listed root first, folder as an object, size as text', async () => {
  const folder = (await createFolder('f')).json.id;
  const inside = await upload('inside.csv', folder);
  const root = await upload('root.txt');
  for (const name of ['files', 'listAllFiles']) {
    const listed = await ask(server, 'GET', `/api/datasets/${dataset}/${name}`);
    expect(listed.json).toEqual([
      {
        id: root,
        filename: 'root.txt',
        contentType: 'text/plain',
        'date-created': expect.any(String),
        size: '5',
      },
      {
        id: inside,
        filename: 'inside.csv',
        contentType: 'text/csv',
        'date-created': expect.any(String),
        size: '5',
        folders: { id: folder, name: 'f' },
      },
    ]);
  }
  expect((await ask(server, 'GET', `/api/datasets/${dataset}/files?max=1`)).json).toHaveLength(1);
  expect((await ask(server, 'GET', `/api/datasets/${dataset}/listFiles`)).json).toHaveLength(1);
  expect((await ask(server, 'GET', `/api/datasets/${dataset}/listFiles?count=true`)).json).toBe(1);
  server.quirks.sizesAreText = false;
  expect((await ask(server, 'GET', `/api/datasets/${dataset}/listFiles`)).json).toMatchObject([{ size: 5 }]);
});

test('a file tells its path, and content-type with a hyphen', async () => {
  const folder = (await createFolder('f')).json.id;
  const id = await upload('a.txt', (await createFolder('g', folder)).json.id);
  const info = await ask(server, 'GET', `/api/files/${id}/metadata`);
  expect(info.json).toMatchObject({
    filename: 'a.txt',
    'content-type': 'text/plain',
    size: '5',
    path: '/f/g',
  });
  const missing = await ask(server, 'GET', `/api/files/${dataset}/metadata`);
  expect([missing.status, missing.text]).toEqual([404, `Error getting file${dataset}`]);
});

test('files move into folders and out again', async () => {
  const folder = (await createFolder('f')).json.id;
  const id = await upload('a.txt');
  const move = (to: string, json: object): Promise<Answer> =>
    ask(server, 'POST', `/api/datasets/${dataset}/${to}`, { json });
  expect((await move(`moveFile/${folder}/${id}`, { folderId: folder })).status).toBe(400);
  const moved = await move(`moveFile/${folder}/${id}`, {});
  expect(moved.json).toEqual({ status: 'success', fileName: 'a.txt', folderName: 'f' });
  expect(server.state.files.get(id)?.folderId).toBe(folder);
  expect((await move(`moveToDataset/${folder}/${id}`, {})).json).toEqual({ status: 'success' });
  expect(server.state.files.get(id)?.folderId).toBeUndefined();
});

test('folders are renamed, and deleted with all that is in them', async () => {
  const folder = (await createFolder('f')).json.id;
  await upload('a.txt', (await createFolder('g', folder)).json.id);
  await ask(server, 'PUT', `/api/datasets/${dataset}/updateName/${folder}`, { json: { name: 'h' } });
  expect(await listFolders()).toEqual(['/h', '/h/g']);
  await ask(server, 'DELETE', `/api/datasets/${dataset}/deleteFolder/${folder}`);
  expect(server.count()).toMatchObject({ folders: 0, files: 0 });
});

test('files are deleted one by one or in bulk', async () => {
  const [first, second, third] = [await upload('a'), await upload('b'), await upload('c')];
  expect((await ask(server, 'DELETE', `/api/files/${first}`)).json).toEqual({ status: 'success' });
  await ask(server, 'POST', `/api/files/${second}/remove`);
  const json = { fileIds: [first, third] };
  const other = server.addUser();
  const refused = await ask(server, 'POST', '/api/files/bulkRemove', { json, key: other.key });
  expect(refused.json).toMatchObject({ 'no permission': [third], 'not found': [first] });
  const removed = await ask(server, 'POST', '/api/files/bulkRemove', { json });
  expect(removed.json).toMatchObject({ deleted: [third], 'error deleting': [] });
  expect(server.count().files).toBe(0);
});

test('downloads take ranges', async () => {
  const id = await upload('a.txt');
  const get = (range: string): Promise<Answer> =>
    ask(server, 'GET', `/api/files/${id}`, { headers: { range } });
  const part = await get('bytes=1-3');
  expect([part.status, part.text, part.headers['content-range']]).toEqual([206, 'ell', 'bytes 1-3/5']);
  expect((await get('bytes=-2')).text).toBe('lo');
  expect((await get('bytes=3-')).text).toBe('lo');
  expect((await get('bytes=9-')).status).toBe(416);
  await ask(server, 'GET', `/api/files/${id}/blob?tracking=false`);
  expect(server.state.files.get(id)?.downloads).toBe(4);
});
