import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { asked, dataset, openStep, spoil, startV1, startV2, stored } from '../fixture/index.ts';

const names = Array.from({ length: 40 }, (_, index) => `d${index % 2}/${index}.txt`);
const files = Object.fromEntries(names.map((name) => [name, `content of ${name}`]));
const upload = /uploadToDataset/;

test('small files of one folder go together to Clowder 1, in any number', async () => {
  const server = await startV1();
  const result = await (await openStep(server)).commit(await dataset(files));
  expect(asked(server, 'POST', upload)).toBe(4);
  expect(server.count()).toMatchObject({ folders: 2, files: 40 });
  expect(result.files.map(({ name }) => name)).toEqual(names);
  for (const { fileId, name, sha256 } of result.files) {
    const there = server.state.files.get(fileId!)!;
    expect(name.endsWith(`/${there.name}`)).toBe(true);
    expect(there.sha256).toBe(sha256);
    const marker = [...server.state.metadata.values()].find(({ target }) => target.id === fileId);
    expect(marker?.content).toMatchObject({ leat: { name, sha256 } });
  }
  const again = await (await openStep(server)).commit(await dataset({}));
  expect(again.created).toBe(false);
});

test('large files, and all files of Clowder 2, go alone', async () => {
  const v1 = await startV1();
  await (await openStep(v1)).commit(await dataset({ a: 'x'.repeat(70_000), b: 'x'.repeat(70_000) }));
  expect(asked(v1, 'POST', upload)).toBe(2);
  const v2 = await startV2();
  await (await openStep(v2)).commit(await dataset({ a: 'x', b: 'y' }));
  expect(asked(v2, 'POST', /files$/)).toBe(2);
});

test('what is there is not sent with the others', async () => {
  const server = await startV1();
  const record = await dataset(files);
  await (await openStep(server)).commit(record);
  const [gone] = server.state.files.keys();
  server.state.files.delete(gone!);
  const result = await (await openStep(server)).commit(record);
  expect(result.files.filter(({ status }) => status === 'uploaded')).toHaveLength(1);
  expect(server.count().files).toBe(40);
});

test('when the request fails after all, each file is looked for and none is sent twice', async () => {
  const server = await startV1();
  const fault = server.faults.add({ kind: 'drop-after-commit', times: 2, match: { path: upload } });
  const result = await (await openStep(server)).commit(await dataset(files));
  expect(fault.fired).toBe(2);
  expect(result.files.every(({ status }) => status === 'uploaded')).toBe(true);
  expect(asked(server, 'POST', upload)).toBe(4);
  expect(server.state.duplicates()).toEqual([]);
});

test('when the server makes fewer files than it was sent, the missing ones are sent again', async () => {
  const server = await startV1();
  const { files: table } = server.state;
  const set = table.set.bind(table);
  let made = 0;
  // The fifth record does not get into the database.
  table.set = (id, file) => (++made === 5 ? table : set(id, file));
  const result = await (await openStep(server)).commit(await dataset(files));
  expect(result.files.every(({ status }) => status === 'uploaded')).toBe(true);
  expect(server.count().files).toBe(40);
  expect(server.state.duplicates()).toEqual([]);
});

test('one that is not as it should be concerns only itself', async () => {
  const server = await startV1();
  spoil(server, 'size', 3);
  const result = await (await openStep(server)).commit(await dataset(files));
  expect(result.files.every(({ status }) => status === 'uploaded')).toBe(true);
  expect(asked(server, 'POST', upload)).toBe(5);
  expect(stored(server)).toHaveLength(40);
});

test('one that changes while it is sent fails, the others arrive', async () => {
  const server = await startV1();
  const record = await dataset(files);
  const step = await openStep(server, { uploads: 1 });
  step.onMoved = () => {
    step.onMoved = () => {};
    appendFileSync(join(record['uri'] as string, 'd0/38.txt'), 'more');
  };
  await expect(step.commit(record)).rejects.toMatchObject({
    class: 'reject',
    code: 'changed',
    message: expect.stringMatching(/^d0\/38\.txt: .* \(1 of 40 files did not arrive\)$/) as string,
  });
  expect(server.count().files).toBe(39);
});
