import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { apis, asked, dataset, openStep, start, stored } from '../fixture/index.ts';

const files = { 'a.txt': 'alpha', 'sub/b.txt': 'beta', 'sub/deep/c.txt': '', 'sub/a.txt': 'other' };

describe.each(apis)('Clowder %s', (api) => {
  test('a dataset with folders arrives, and says where', async () => {
    const server = await start(api);
    const step = await openStep(server);
    const result = await step.commit(await dataset(files));
    expect(stored(server)).toEqual(['a.txt 5', 'sub/a.txt 5', 'sub/b.txt 4', 'sub/deep/c.txt 0']);
    expect(server.state.duplicates()).toEqual([]);
    const [there] = server.state.datasets.values();
    expect(result).toMatchObject({
      api,
      url: server.url,
      datasetId: there!.id,
      datasetUrl: `${server.url}/datasets/${there!.id}`,
      created: true,
    });
    expect(there).toMatchObject({ name: '052324', description: 'Imported as part of 0_Imaging' });
    expect(result.files.map(({ name, size, status }) => [name, size, status])).toEqual([
      ['a.txt', 5, 'uploaded'],
      ['sub/b.txt', 4, 'uploaded'],
      ['sub/deep/c.txt', 0, 'uploaded'],
      ['sub/a.txt', 5, 'uploaded'],
    ]);
    for (const { fileId, sha256 } of result.files) {
      expect(sha256).toBe(server.state.files.get(fileId!)!.sha256);
    }
    expect(result.files[0]!.sha256).toBe(createHash('sha256').update('alpha').digest('hex'));
    expect(step.moved()).toBe(14);
  });

  test('the same again sends nothing', async () => {
    const server = await start(api);
    const record = await dataset(files);
    await (await openStep(server)).commit(record);
    const before = server.count();
    const result = await (await openStep(server)).commit(record);
    expect(result.created).toBe(false);
    expect(result.files.map(({ status }) => status)).toEqual(['skipped', 'skipped', 'skipped', 'skipped']);
    expect(server.count()).toEqual(before);
    expect(asked(server, 'GET', /blob|increment/)).toBe(0);
  });

  test('an empty dataset', async () => {
    const server = await start(api);
    const result = await (await openStep(server)).commit(await dataset({}));
    expect(result).toMatchObject({ created: true, files: [] });
    expect(server.count()).toMatchObject({ datasets: 1, files: 0 });
  });
});
