import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { ask, form } from './clowder/ask.ts';
import type { Answer, Part, Question } from './clowder/ask.ts';
import { startV2WithDataset } from './clowder/with-dataset.ts';
import type { ClowderV2 } from './clowder-v2.ts';

let server: ClowderV2;
let dataset: string;
beforeEach(async () => {
  ({ server, dataset } = await startV2WithDataset());
});

const UNKNOWN = '0123456789abcdef01234567';

/** The fields of FileOut in the published description. */
const FILE_OUT = [
  'name status creator created version_id version_num dataset_id folder_id views downloads bytes',
  'content_type thumbnail_id storage_type storage_path object_type origin_id id frozen',
].flatMap((words) => words.split(' '));

interface FileOut {
  readonly id: string;
  readonly name: string;
}

const one: Part = { filename: 'a.csv', value: 'hello' };

function upload(parts: readonly Part[], query = ''): Promise<Answer<FileOut>> {
  return ask(server, 'POST', `/api/v2/datasets/${dataset}/files${query}`, form(parts));
}

function uploadMany(names: readonly string[]): Promise<Answer<FileOut[]>> {
  const parts = names.map((filename) => ({ field: 'files', filename, value: 'hello' }));
  return ask(server, 'POST', `/api/v2/datasets/${dataset}/filesMultiple`, form(parts));
}

function listed(query = ''): Promise<Answer<{ data: FileOut[] }>> {
  return ask(server, 'GET', `/api/v2/datasets/${dataset}/files${query}`);
}

test('a new file is answered 200 as a FileOut that says frozen, and is listed as not frozen', async () => {
  const made = await upload([one]);
  expect([made.status, Object.keys(made.json).toSorted()]).toEqual([200, FILE_OUT.toSorted()]);
  expect(made.json).toMatchObject({
    name: 'a.csv',
    bytes: 5,
    version_num: 1,
    storage_type: 'minio',
    frozen: true,
  });
  expect(made.json).toMatchObject({ content_type: { content_type: 'text/csv', main_type: 'text' } });
  const [seen] = (await listed()).json.data;
  expect([seen, Object.keys(seen ?? {}).toSorted()]).toMatchObject([{ frozen: false }, FILE_OUT.toSorted()]);
  server.quirks.frozenInReplies = false;
  expect((await upload([one])).json).toMatchObject({ frozen: false });
});

test('size and sha256 are kept and the bytes come back', async () => {
  const value = Buffer.from('\r\n--fEd5c9bOuNdArY? \r\n--fEd5c9bOuNdAr\0\xff', 'latin1');
  const { id } = (await upload([{ filename: 'a', value }])).json;
  const sha256 = createHash('sha256').update(value).digest('hex');
  expect(server.state.files.get(id)).toMatchObject({ size: value.length, sha256, datasetId: dataset });
  expect((await ask(server, 'GET', `/api/v2/files/${id}`)).bytes).toEqual(value);
});

test('the type of the part is stored, octet-stream too', async () => {
  const type = 'application/octet-stream';
  expect((await upload([{ ...one, type }])).json).toMatchObject({ content_type: { content_type: type } });
});

test('exactly the field file; a text in its place is another 422', async () => {
  const missing = await upload([{ ...one, field: 'files' }]);
  expect([missing.status, missing.json]).toMatchObject([
    422,
    { detail: [{ loc: ['body', 'file'], msg: 'field required' }] },
  ]);
  const text = await upload([{ field: 'file', value: 'x' }]);
  expect(text.json).toMatchObject({ detail: [{ msg: "Expected UploadFile, received: <class 'str'>" }] });
  const json = await ask(server, 'POST', `/api/v2/datasets/${dataset}/files`, { json: {} });
  expect(json.status).toBe(422);
});

test('several files come in order; none is 422', async () => {
  expect((await uploadMany(['a', 'b', 'c'])).json.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  expect((await uploadMany([])).status).toBe(422);
});

test('a request has at most 1000 files', async () => {
  server.quirks.maxParts = 3;
  expect((await uploadMany(['a', 'b', 'c'])).status).toBe(200);
  const many = await uploadMany(['a', 'b', 'c', 'd']);
  expect([many.status, many.json]).toEqual([
    400,
    { detail: 'Too many files. Maximum number of files is 3.' },
  ]);
});

test.each([
  [
    'no boundary',
    { body: 'x', headers: { 'content-type': 'multipart/form-data' } },
    'Missing boundary in multipart.',
  ],
  ['a preamble', form([one], { start: 'x' }), 'There was an error parsing the body'],
  [
    'no name',
    form([{ disposition: 'form-data', value: 'x' }]),
    'The Content-Disposition header field "name" must be provided.',
  ],
] as const)('a form with %s is 400', async (_what, question: Question, detail) => {
  const reply = await ask(server, 'POST', `/api/v2/datasets/${dataset}/files`, question);
  expect([reply.status, reply.json]).toEqual([400, { detail }]);
});

test('a part that is cut off is lost without a word', async () => {
  expect(
    (await ask(server, 'POST', `/api/v2/datasets/${dataset}/files`, form([one], { end: '' }))).status,
  ).toBe(422);
});

test('names come from filename= only, with escapes undone', async () => {
  const value = 'x';
  await upload([{ disposition: 'form-data; name="file"; filename="a \\"ä\\":b/c.txt"', value }]);
  await upload([{ disposition: `form-data; name=file; filename=plain.txt`, value }]);
  expect([...server.state.files.values()].map(({ name }) => name)).toEqual(['a "ä":b/c.txt', 'plain.txt']);
  expect((await upload([{ disposition: `form-data; name="file"; filename*=UTF-8''x`, value }])).status).toBe(
    422,
  );
});

test('an unknown folder is 404', async () => {
  const reply = await upload([one], `?folder_id=${UNKNOWN}`);
  expect([reply.status, reply.json]).toEqual([404, { detail: `Folder ${UNKNOWN} not found` }]);
});

test('the same name again is a second file', async () => {
  await upload([one]);
  await upload([one]);
  expect(server.state.duplicates()).toMatchObject([{ kind: 'file', name: 'a.csv', place: dataset }]);
});

test('a half file stays behind a 500, and what came before it stays too', async () => {
  server.faults.add({ kind: 'half-file', match: { path: /filesMultiple/ }, file: 'b' });
  const reply = await uploadMany(['a', 'b', 'c']);
  expect([reply.status, reply.text]).toEqual([500, 'Internal Server Error']);
  expect((await listed()).json.data).toMatchObject([
    { name: 'b', version_num: 0, version_id: 'N/A', bytes: 0, content_type: { content_type: 'N/A' } },
    { name: 'a', version_num: 1, bytes: 5 },
  ]);
});

test('a failure after the store leaves a whole file behind a 500', async () => {
  server.faults.add({ kind: 'fails-after-store', match: { path: /files/ } });
  expect((await upload([one])).status).toBe(500);
  expect((await listed()).json.data).toMatchObject([{ name: 'a.csv', version_num: 1, bytes: 5 }]);
});

test('every file has its delay', async () => {
  server.quirks.perFileDelayMs = 1;
  expect((await uploadMany(['a', 'b'])).status).toBe(200);
});

test('local files must be allowed and must exist', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'clowder-v2-'));
  const path = join(directory, 'a.txt');
  writeFileSync(path, 'hello');
  const point = (json: object): Promise<Answer> =>
    ask(server, 'POST', `/api/v2/datasets/${dataset}/local_files`, { json });
  try {
    const forbidden = await point({ path });
    expect([forbidden.status, forbidden.json]).toEqual([
      500,
      { detail: 'File is not located in a whitelisted directory.' },
    ]);
    server.quirks.localWhitelist = [directory];
    expect((await point({ path: join(directory, 'missing') })).text).toBe('Internal Server Error');
    const made = await point({ path });
    expect(made.json).toMatchObject({
      name: 'a.txt',
      bytes: 5,
      version_num: 0,
      storage_type: 'local',
      storage_path: path,
    });
    expect((await ask(server, 'GET', `/api/v2/files/${made.json.id}`)).text).toBe('hello');
    expect((await point({})).status).toBe(422);
  } finally {
    rmSync(directory, { recursive: true });
  }
});

test('the role is checked after the body has been read', async () => {
  const { key, user } = server.addUser();
  const reply = await ask(server, 'POST', `/api/v2/datasets/${dataset}/files`, { ...form([one]), key });
  const detail = `User \`${user.email} does not have \`uploader\` permission on dataset ${dataset}`;
  expect([reply.status, reply.json]).toEqual([403, { detail }]);
  expect(server.requests.at(-1)?.bodyBytes).toBeGreaterThan(0);
});
