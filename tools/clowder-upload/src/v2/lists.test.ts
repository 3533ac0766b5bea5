import { expect, test } from 'vitest';
import { asked, dataset, openStep, startV2 } from '../fixture/index.ts';

const files = { 'a.txt': 'alpha', 'sub/b.txt': 'beta' };

test('a title is found among more than a page of datasets, and the list is read once', async () => {
  const server = await startV2();
  const record = await dataset(files);
  await (await openStep(server)).commit(record);
  const [first] = server.state.datasets.values();
  for (let count = 0; count < 450; count++) {
    const id = count.toString(16).padStart(24, '0');
    server.state.datasets.set(id, { ...first!, id, name: `dataset ${count}` });
  }
  server.requests.length = 0;
  const step = await openStep(server);
  expect((await step.commit(record)).datasetId).toBe(first!.id);
  for (const title of ['x', 'y']) await step.commit(await dataset({}, { key: title, dataset: { title } }));
  expect(asked(server, 'GET', /datasets\?mine=true/)).toBe(3);
  expect(server.count().datasets).toBe(453);
});

test('more than a page of files, folders and groups', async () => {
  const many = Object.fromEntries(Array.from({ length: 230 }, (_, count) => [`d${count}/${count}.txt`, 'x']));
  const server = await startV2();
  const record = await dataset(many);
  await (await openStep(server, { categoryAs: 'group' })).commit(record);
  const [group] = server.state.spaces.values();
  for (let count = 0; count < 450; count++) {
    const id = count.toString(16).padStart(24, '0');
    server.state.spaces.set(id, { ...group!, id, name: `group ${count}` });
  }
  const result = await (await openStep(server, { categoryAs: 'group' })).commit(record);
  expect(result.files.every(({ status }) => status === 'skipped')).toBe(true);
  expect(server.count()).toMatchObject({ spaces: 451, folders: 230, files: 230 });
});

test('lists of beta.1 are bare arrays', async () => {
  const server = await startV2({ quirks: { paged: false, licenseRequired: false, version: '2.0.0-beta.1' } });
  const record = await dataset(files);
  await (await openStep(server)).commit(record);
  expect((await (await openStep(server)).commit(record)).created).toBe(false);
  expect(server.count()).toMatchObject({ datasets: 1, files: 2 });
});

test('a dataset that was deleted while we worked is made again', async () => {
  const server = await startV2();
  const step = await openStep(server);
  await step.commit(await dataset(files));
  server.state.datasets.clear();
  server.state.files.clear();
  server.state.folders.clear();
  const result = await step.commit(await dataset(files));
  expect(result.created).toBe(true);
  expect(server.count()).toMatchObject({ datasets: 1, files: 2 });
});
