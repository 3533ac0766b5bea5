import { beforeEach, expect, test } from 'vitest';
import { ask, form } from './clowder/ask.ts';
import type { Answer, Part, Question } from './clowder/ask.ts';
import { startV1WithDataset } from './clowder/with-dataset.ts';
import type { ClowderV1 } from './clowder-v1.ts';

let server: ClowderV1;
let dataset: string;
beforeEach(async () => {
  ({ server, dataset } = await startV1WithDataset());
});

function send(question: Question): Promise<Answer> {
  return ask(server, 'POST', `/api/uploadToDataset/${dataset}`, question);
}

/** The names under which these dispositions are stored. */
async function namesOf(...dispositions: string[]): Promise<string[]> {
  server.state.files.clear();
  await send(form(dispositions.map((disposition) => ({ disposition, value: 'x' }))));
  return [...server.state.files.values()].map((file) => file.name);
}

function named(name: string, padding = 0): string {
  const pad = padding === 0 ? '' : ` pad="${'x'.repeat(padding)}";`;
  return `form-data;${pad} name="file"; filename="${name}"`;
}

const good: Part = { filename: 'good.txt', value: 'good' };
const next: Part = { filename: 'next.txt', value: 'next' };
const unquoted = 'form-data; name=file; filename=a.txt';
const starred = `form-data; name="file"; filename*=UTF-8''a.txt`;

test('1: parameters without quotes and filename* are not understood', async () => {
  expect((await send(form([{ disposition: unquoted, value: 'x' }]))).text).toBe('No files uploaded');
  expect(await namesOf(unquoted, starred)).toEqual([]);
  server.quirks.quotedParametersOnly = false;
  expect(await namesOf(unquoted)).toEqual(['a.txt']);
});

test('2: colons vanish from file names', async () => {
  expect(await namesOf(named('a:b:c.txt'))).toEqual(['abc.txt']);
  server.quirks.colonsVanish = false;
  expect(await namesOf(named('a:b.txt'))).toEqual(['a:b.txt']);
});

test('3: names are cut at the last backslash, quotes are unescaped, slashes and percent signs stay', async () => {
  expect(await namesOf(named('C\\dir\\a.txt'), named('a\\"b'), named('dir/a;b.txt'), named('a%22b'))).toEqual(
    ['a.txt', 'a"b', 'dir/a;b.txt', 'a%22b'],
  );
  server.quirks.backslashCuts = false;
  expect(await namesOf(named('dir\\a.txt'))).toEqual(['dir\\a.txt']);
});

test('4: headers must end within 4 KiB and are UTF-8', async () => {
  expect(await namesOf(named('ä.txt', 3900), named('ä.txt', 4100))).toEqual(['ä.txt']);
  server.quirks.headerLimitBytes = 8192;
  expect(await namesOf(named('ä.txt', 4100))).toEqual(['ä.txt']);
});

test('5: bytes before the first boundary spoil the first part', async () => {
  const question = form([good, next], { start: 'preamble\r\n' });
  await send(question);
  expect([...server.state.files.values()].map((file) => file.name)).toEqual(['next.txt']);
  server.quirks.noPreamble = false;
  await send(question);
  expect(server.count().files).toBe(3);
});

test('6: without the closing boundary the last part is lost silently, or with the quirk off 400', async () => {
  const question = form([good, next], { end: '' });
  expect((await send(question)).json).toEqual({ id: expect.any(String) });
  expect([...server.state.files.values()].map((file) => file.name)).toEqual(['good.txt']);
  server.quirks.losesOpenPart = false;
  expect((await send(question)).status).toBe(400);
  expect((await send(form([good, next]))).status).toBe(200);
});

test('6: names of text parts are cut at a semicolon, so their metadata is lost', async () => {
  const parts = [
    { filename: 'a;b.txt', value: 'x' },
    { field: 'a;b.txt', value: '{"k":1}' },
  ];
  await send(form(parts));
  expect(server.count()).toMatchObject({ files: 1, metadata: 0 });
  server.quirks.semicolonCutsTextName = false;
  await send(form(parts));
  expect(server.count()).toMatchObject({ files: 2, metadata: 1 });
});

test('7: an empty file name is no file, an empty file is one', async () => {
  const empty = named('');
  expect((await send(form([{ disposition: empty, value: 'x' }]))).text).toBe('No files uploaded');
  expect((await send(form([{ filename: 'empty', value: '' }]))).status).toBe(200);
  expect(server.count()).toMatchObject({ files: 1, bytes: 0 });
  server.quirks.emptyFilenameIsMissing = false;
  expect((await send(form([{ disposition: empty, value: 'x' }]))).status).toBe(200);
});

test('8: file parts have no limit, text parts have one', async () => {
  server.quirks.maxTextBytes = 1000;
  const value = 'x'.repeat(5000);
  expect((await send(form([{ filename: 'a', value }]))).status).toBe(200);
  expect((await send(form([good, { field: 'note', value }]))).status).toBe(413);
});

test('a form without a boundary is 400', async () => {
  const reply = await send({ body: 'x', headers: { 'content-type': 'multipart/form-data' } });
  expect([reply.status, reply.json]).toMatchObject([400, { message: 'Missing boundary header' }]);
  expect((await send({ json: {} })).json).toMatchObject({ message: 'Missing boundary header' });
});

test('a quoted boundary is understood', async () => {
  const body = '--a b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nx\r\n--a b--';
  await send({ body, headers: { 'content-type': 'multipart/form-data; boundary="a b"' } });
  expect(server.count()).toMatchObject({ files: 1, bytes: 1 });
});
