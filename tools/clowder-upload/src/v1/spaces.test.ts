import { expect, test } from 'vitest';
import { dataset, openStep, startV1 } from '../fixture/index.ts';

const files = { 'a.txt': 'alpha', 'sub/b.txt': 'beta' };

test('a category becomes a space, found among more than a page of them', async () => {
  const server = await startV1();
  const record = await dataset(files);
  const first = await (await openStep(server)).commit(record);
  expect([...server.state.spaces.values()]).toMatchObject([{ id: first.spaceId, name: '0_Imaging' }]);
  const [space] = server.state.spaces.values();
  for (let count = 0; count < 30; count++) {
    const id = count.toString(16).padStart(24, '0');
    server.state.spaces.set(id, { ...space!, id, name: `space ${count}` });
  }
  const other = await dataset(files, { key: 'x', dataset: { category: '0_Imaging', title: 'other' } });
  expect((await (await openStep(server)).commit(other)).spaceId).toBe(first.spaceId);
  expect(server.count().spaces).toBe(31);
});

test('a name that the web page has escaped is the same name', async () => {
  const server = await startV1({ quirks: { escapesSpaceNames: true } });
  const about = { dataset: { category: `Bob's <R&D> "lab"`, title: 't' } };
  const record = await dataset(files, about);
  await (await openStep(server)).commit(record);
  await (
    await openStep(server)
  ).commit(await dataset(files, { key: 'x', dataset: { ...about.dataset, title: 'u' } }));
  expect(server.count()).toMatchObject({ spaces: 1, datasets: 2 });
});

test('spaces of one name are not added to', async () => {
  const server = await startV1();
  await (await openStep(server)).commit(await dataset(files));
  const [space] = server.state.spaces.values();
  const id = 'b'.repeat(24);
  server.state.spaces.set(id, { ...space!, id });
  const step = await openStep(server);
  await expect(step.commit(await dataset(files, { key: 'x' }))).rejects.toMatchObject({
    class: 'reject',
    code: 'ambiguous_container',
    message: expect.stringContaining(id) as string,
  });
});

test('the configured space takes all datasets, and must be there', async () => {
  const server = await startV1();
  const { spaceId } = await (await openStep(server)).commit(await dataset(files));
  const step = await openStep(server, { clowderSpaceId: spaceId });
  const about = { key: 'k', dataset: { category: 'other', title: 'other' } };
  expect((await step.commit(await dataset(files, about))).spaceId).toBe(spaceId);
  expect(server.count().spaces).toBe(1);
  for (const wrong of ['c'.repeat(24), 'not-an-id']) {
    await expect(openStep(server, { clowderSpaceId: wrong })).rejects.toMatchObject({ class: 'fatal' });
  }
});

test('a space that the server leaves out without a word is noticed and mended', async () => {
  const server = await startV1();
  const step = await openStep(server);
  const { datasets } = server.state;
  const set = datasets.set.bind(datasets);
  datasets.set = (id, made) => set(id, Object.assign(made, { spaceIds: [] }));
  const { spaceId, datasetId } = await step.commit(await dataset(files));
  expect(datasets.get(datasetId!)!.spaceIds).toEqual([spaceId]);
});

test('a dataset that does not get into its space ends the run, and is found again', async () => {
  const server = await startV1();
  const record = await dataset(files);
  const { datasets } = server.state;
  const set = datasets.set.bind(datasets);
  datasets.set = (id, made) => set(id, Object.defineProperty(made, 'spaceIds', { get: () => [] }));
  for (let count = 0; count < 2; count++) {
    const step = await openStep(server);
    await expect(step.commit(record)).rejects.toMatchObject({ class: 'fatal', code: 'not_placed' });
  }
  expect(server.count().datasets).toBe(1);
});

test('a dataset that a person has moved to another space stays there', async () => {
  const server = await startV1();
  const record = await dataset(files);
  const { datasetId } = await (await openStep(server)).commit(record);
  const moved = server.state.datasets.get(datasetId!)!;
  const id = 'd'.repeat(24);
  server.state.spaces.set(id, { ...[...server.state.spaces.values()][0]!, id, name: 'curated' });
  moved.spaceIds = [id];
  expect((await (await openStep(server)).commit(record)).datasetId).toBe(datasetId);
  expect(moved.spaceIds).toEqual([id]);
});

test('groups are not of Clowder 1', async () => {
  const server = await startV1();
  await expect(openStep(server, { categoryAs: 'group' })).rejects.toMatchObject({
    class: 'fatal',
    code: 'no_such_container',
  });
});
