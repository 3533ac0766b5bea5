import { expect, test } from 'vitest';
import { dataset, openStep, startV2 } from '../fixture/index.ts';

const files = { 'a.txt': 'alpha', 'sub/b.txt': 'beta' };

test('a new dataset has a license and a status', async () => {
  const server = await startV2();
  await (await openStep(server)).commit(await dataset({}, { key: '1', dataset: { title: '1' } }));
  const step = await openStep(server, { license: 'CC BY', status: 'PUBLIC' });
  await step.commit(await dataset({}, { key: '2', dataset: { title: '2' } }));
  expect([...server.state.datasets.values()]).toMatchObject([
    { licenseId: 'Custom', status: 'PRIVATE' },
    { licenseId: 'CC BY', status: 'PUBLIC' },
  ]);
});

test('nothing is redirected: each path is written as the server wants it', async () => {
  const server = await startV2();
  const step = await openStep(server, { categoryAs: 'group', verify: 'download', onConflict: 'replace' });
  await step.commit(await dataset(files));
  expect(server.requests.some(({ status }) => status >= 300 && status < 400)).toBe(false);
});

test('an upload that is redirected says which address to configure', async () => {
  const server = await startV2();
  const step = await openStep(server);
  server.faults.add({
    kind: 'redirect',
    status: 308,
    location: 'https://clowder.example.org/api/v2/datasets',
    times: Infinity,
    match: { method: 'POST' },
  });
  await expect(step.commit(await dataset(files))).rejects.toMatchObject({
    class: 'fatal',
    code: 'redirected',
    hint: expect.stringContaining('https://clowder.example.org') as string,
  });
});

test('a dataset is shared with the group of its category, and stays ours', async () => {
  const server = await startV2();
  const record = await dataset(files);
  const { spaceId } = await (await openStep(server, { categoryAs: 'group' })).commit(record);
  await (await openStep(server, { categoryAs: 'group' })).commit(record);
  expect([...server.state.spaces.values()]).toMatchObject([{ id: spaceId, name: '0_Imaging' }]);
  const roles = [...server.state.authorizations.values()].map(({ role, groupIds }) => [role, groupIds]);
  expect(roles).toEqual([
    ['owner', []],
    ['editor', [spaceId]],
  ]);
});

test('a configured space is said to be of no use', async () => {
  const server = await startV2();
  const step = await openStep(server, { clowderSpaceId: 'x' });
  expect(step.messages).toEqual([expect.stringContaining('clowder.spaceId is for Clowder 1')]);
  expect(await step.commit(await dataset(files))).not.toHaveProperty('spaceId');
  await expect(openStep(server, { categoryAs: 'space' })).rejects.toMatchObject({
    code: 'no_such_container',
  });
});
