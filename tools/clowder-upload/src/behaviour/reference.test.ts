import { describe, expect, test } from 'vitest';
import { apis, dataset, openStep, spoil, start, startV1, startV2, stored } from '../fixture/index.ts';

const files = { 'a.txt': 'alpha', 'sub/b "c".txt': 'beta' };

describe.each(apis)('Clowder %s', (api) => {
  test('only paths are sent', async () => {
    const record = await dataset(files);
    const root = record['uri'] as string;
    const server = await start(api, { quirks: { sourcePaths: [root], localWhitelist: [root] } });
    const step = await openStep(server, { mode: 'reference' });
    // A quote would be encoded in a name that is sent; by reference it has to stay.
    const plain = { ...record, files: (record['files'] as object[]).slice(0, 1) };
    const result = await step.commit(plain);
    expect(result.files).toMatchObject([{ name: 'a.txt', size: 5, status: 'uploaded' }]);
    expect(result.files[0]).not.toHaveProperty('sha256');
    const [there] = server.state.files.values();
    expect(there).toMatchObject({ name: 'a.txt', storage: 'path', source: `${root}/a.txt` });
    expect(step.moved()).toBe(0);

    const again = await (await openStep(server, { mode: 'reference' })).commit(plain);
    expect(again.files).toMatchObject([{ status: 'skipped' }]);
    expect(server.count().files).toBe(1);
    await expect(step.commit(record)).rejects.toMatchObject({ class: 'reject', code: 'bad_name' });
  });

  test('a path that the server is not told to serve', async () => {
    const server = await start(api);
    const step = await openStep(server, { mode: 'reference' });
    await expect(step.commit(await dataset({ 'a.txt': 'alpha' }))).rejects.toMatchObject({
      class: 'reject',
      code: 'path_not_allowed',
    });
    expect(server.count().files).toBe(0);
  });

  test('a file keeps the name that it has', async () => {
    const server = await start(api);
    const record = await dataset({ 'a.txt': 'alpha' });
    const renamed = (record['files'] as object[]).map((file) => ({ ...file, name: 'b.txt' }));
    const step = await openStep(server, { mode: 'reference' });
    await expect(step.commit({ ...record, files: renamed })).rejects.toMatchObject({ code: 'bad_name' });
  });
});

test('Clowder 1 makes an empty file of a path that it does not see: it is found out and removed', async () => {
  const record = await dataset({ 'a.txt': 'alpha' });
  const server = await startV1({ quirks: { sourcePaths: [record['uri'] as string] } });
  spoil(server, 'size', 0);
  const step = await openStep(server, { mode: 'reference' });
  await expect(step.commit(record)).rejects.toMatchObject({ class: 'reject', code: 'not_on_server' });
  expect(stored(server)).toEqual([]);
});

test('Clowder 2 does not know the size of a file by reference', async () => {
  const record = await dataset({ 'a.txt': 'alpha' });
  const server = await startV2({ quirks: { localWhitelist: [record['uri'] as string] } });
  spoil(server, 'size', 0);
  for (const status of ['uploaded', 'skipped']) {
    const result = await (await openStep(server, { mode: 'reference' })).commit(record);
    expect(result.files).toMatchObject([{ status, size: 5 }]);
  }
});
