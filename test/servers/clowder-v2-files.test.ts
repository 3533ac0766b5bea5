import { beforeEach, expect, test } from 'vitest';
import { ask, form } from './clowder/ask.ts';
import type { Answer } from './clowder/ask.ts';
import { startV2WithDataset } from './clowder/with-dataset.ts';
import type { ClowderV2 } from './clowder-v2.ts';

let server: ClowderV2;
let dataset: string;
beforeEach(async () => {
  ({ server, dataset } = await startV2WithDataset());
});

const UNKNOWN = '0123456789abcdef01234567';
const FOLDER_OUT =
  'name dataset_id parent_folder creator created modified object_type origin_id id frozen'.split(' ');

interface Page {
  readonly metadata: { readonly total_count: number };
  readonly data: readonly { readonly id: string; readonly name: string; readonly object_type: string }[];
}

function createFolder(name: string, parent?: string): Promise<Answer> {
  return ask(server, 'POST', `/api/v2/datasets/${dataset}/folders`, {
    json: { name, parent_folder: parent },
  });
}

async function upload(filename: string, folder?: string): Promise<string> {
  const query = folder === undefined ? '' : `?folder_id=${folder}`;
  const path = `/api/v2/datasets/${dataset}/files${query}`;
  return (await ask(server, 'POST', path, form([{ filename, value: 'hello' }]))).json.id;
}

function get(path: string): Promise<Answer<Page>> {
  return ask(server, 'GET', `/api/v2/${path}`);
}

async function login(): Promise<string> {
  const [user] = server.state.users.values();
  const json = { email: user?.email, password: user?.password };
  return (await ask<{ token: string }>(server, 'POST', '/api/v2/login', { json })).json.token;
}

test('a new folder is a FolderOut; twins are allowed and keep their name', async () => {
  const made = await createFolder('a');
  expect(Object.keys(made.json).toSorted()).toEqual(FOLDER_OUT.toSorted());
  expect(made.json).toMatchObject({ name: 'a', parent_folder: null, object_type: 'folder', frozen: true });
  expect((await createFolder('a')).json).toMatchObject({ name: 'a' });
  expect(server.state.duplicates()).toMatchObject([{ kind: 'folder', name: 'a', place: dataset }]);
  const orphan = await createFolder('b', UNKNOWN);
  expect([orphan.status, orphan.json]).toEqual([400, { detail: `Parent folder ${UNKNOWN} not found` }]);
  expect((await createFolder('b', 'nothex')).status).toBe(500);
});

test('folders are listed level by level, in the fields of a dataset', async () => {
  const parent = (await createFolder('a')).json.id;
  await createFolder('b', parent);
  const root = (await get(`datasets/${dataset}/folders`)).json;
  expect(root.data).toMatchObject([{ id: parent, name: 'a', frozen_version_num: -999 }]);
  expect(Object.keys(root.data[0] ?? {})).not.toContain('parent_folder');
  const below = (await get(`datasets/${dataset}/folders?parent_folder=${parent}`)).json;
  expect(below.data.map(({ name }) => name)).toEqual(['b']);
  server.quirks.foldersLookLikeDatasets = false;
  expect((await get(`datasets/${dataset}/folders`)).json.data).toMatchObject([{ parent_folder: null }]);
});

test('folders_and_files is one level, folders first, each in its own fields', async () => {
  await upload('root.txt');
  const folder = (await createFolder('a')).json.id;
  await upload('inside.txt', folder);
  const root = (await get(`datasets/${dataset}/folders_and_files`)).json;
  expect(root.data.map((item) => [item.object_type, item.name])).toEqual([
    ['folder', 'a'],
    ['file', 'root.txt'],
  ]);
  const inside = (await get(`datasets/${dataset}/folders_and_files?folder_id=${folder}`)).json;
  expect(inside.data).toMatchObject([{ name: 'inside.txt', folder_id: folder }]);
});

test('the file list has the files of all folders, or with the quirk off those of the root', async () => {
  const folder = (await createFolder('a')).json.id;
  await upload('root.txt');
  await upload('inside.txt', folder);
  expect((await get(`datasets/${dataset}/files`)).json.metadata.total_count).toBe(2);
  expect((await get(`datasets/${dataset}/files?folder_id=${folder}`)).json.data).toMatchObject([
    { name: 'inside.txt' },
  ]);
  server.quirks.listsAllFolders = false;
  expect((await get(`datasets/${dataset}/files`)).json.metadata.total_count).toBe(1);
  server.quirks.paged = false;
  expect((await get(`datasets/${dataset}/files`)).json).toHaveLength(1);
});

test('a folder tells itself and its path, and is deleted with all that is in it', async () => {
  const a = (await createFolder('a')).json.id;
  const b = (await createFolder('b', a)).json.id;
  await upload('x', b);
  expect((await get(`datasets/${dataset}/folders/${b}`)).json).toMatchObject({ name: 'b', parent_folder: a });
  expect((await get(`folders/${b}/path`)).json).toEqual([
    { folder_name: 'a', folder_id: a },
    { folder_name: 'b', folder_id: b },
  ]);
  expect((await ask(server, 'DELETE', `/api/v2/datasets/${dataset}/folders/${a}`)).json).toEqual({
    deleted: a,
  });
  expect(server.count()).toMatchObject({ folders: 0, files: 0 });
});

test('summary, download, presigned address and deletion', async () => {
  const id = await upload('a.txt');
  expect((await get(`files/${id}/summary`)).json).toMatchObject({ name: 'a.txt', bytes: 5, frozen: false });
  await get(`files/${id}`);
  await get(`files/${id}?increment=false`);
  expect(server.state.files.get(id)?.downloads).toBe(1);
  expect((await get(`files/${id}?version=2`)).status).toBe(404);
  // No ranges here.
  expect((await ask(server, 'GET', `/api/v2/files/${id}`, { headers: { range: 'bytes=1-2' } })).status).toBe(
    200,
  );
  const url = await ask<{ presigned_url: string }>(server, 'GET', `/api/v2/files/${id}/url/`);
  const path = url.json.presigned_url.slice(server.url.length);
  expect((await ask(server, 'GET', path, { key: null })).text).toBe('hello');
  expect((await ask(server, 'GET', `${path}0`, { key: null })).status).toBe(403);
  expect((await ask(server, 'DELETE', `/api/v2/files/${id}`)).json).toEqual({ deleted: id });
  expect((await get(`files/${id}/summary`)).json).toEqual({ detail: `File ${id} not found` });
});

test('without any role a file looks as if it were not there', async () => {
  const id = await upload('a.txt');
  const { key } = server.addUser();
  const reply = await ask(server, 'GET', `/api/v2/files/${id}/summary`, { key });
  expect([reply.status, reply.json]).toEqual([404, { detail: `File ${id} not found` }]);
});

test('a new version needs a bearer token, or with the quirk off only a key', async () => {
  const id = await upload('a.txt');
  const put = (filename: string, headers: Record<string, string> = {}): Promise<Answer> => {
    const question = form([{ filename, value: 'hello again' }]);
    return ask(server, 'PUT', `/api/v2/files/${id}`, {
      ...question,
      headers: { ...question.headers, ...headers },
    });
  };
  const refused = await put('a.txt');
  expect([refused.status, refused.json]).toEqual([403, { detail: 'Not authenticated' }]);
  expect((await put('a.txt', { authorization: 'Bearer dummy' })).status).toBe(401);
  const bearer = { authorization: `Bearer ${await login()}` };
  const other = await put('b.txt', bearer);
  expect([other.status, other.text]).toMatchObject([
    400,
    expect.stringContaining('must match existing: a.txt'),
  ]);
  expect((await put('a.txt', bearer)).json).toMatchObject({ id, version_num: 2, bytes: 11 });
  server.quirks.putFileNeedsBearer = false;
  expect((await put('a.txt')).json).toMatchObject({ version_num: 3 });
  const versions = await ask<object[]>(server, 'GET', `/api/v2/files/${id}/versions`);
  expect(versions.json).toMatchObject([{ version_num: 3 }, { version_num: 2 }, { version_num: 1, bytes: 5 }]);
  expect(Object.keys(versions.json[0] ?? {}).toSorted()).toEqual([
    'bytes',
    'created',
    'creator',
    'file_id',
    'version_id',
    'version_num',
  ]);
  expect((await get(`files/${id}?version=1`)).text).toBe('hello');
});

test('version_details is broken, or with the quirk off not', async () => {
  const id = await upload('a.txt');
  expect((await get(`files/${id}/version_details`)).text).toBe('Internal Server Error');
  server.quirks.versionDetailsBroken = false;
  expect((await get(`files/${id}/version_details`)).json).toMatchObject({ version_num: 1 });
});
