import type { JsonObject } from '@leat/pipe';
import { describe, expect, test } from 'vitest';
import { apis, asked, dataset, openStep, start, stored } from '../fixture/index.ts';

/** A record for each file, as a scan with --as file gives them. */
async function fileRecords(files: Readonly<Record<string, string>>): Promise<JsonObject[]> {
  const { files: listed } = await dataset(files);
  return (listed as { uri: string; version: string; name: string; size: number }[]).map(
    ({ uri, version, name, size }) => ({
      key: `0_Imaging/052324/${name}`,
      rev: version,
      uri,
      version,
      dataset: { key: '0_Imaging/052324', category: '0_Imaging', title: '052324', name },
      scan: { size },
    }),
  );
}

describe.each(apis)('Clowder %s', (api) => {
  test('many files of one dataset make it once and list it once', async () => {
    const server = await start(api);
    const many = Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [`d${index % 3}/${index}.txt`, 'x']),
    );
    const records = await fileRecords(many);
    const step = await openStep(server);
    const results = await Promise.all(records.map((record) => step.commit(record)));
    expect(server.count()).toMatchObject({ datasets: 1, folders: 3, files: 60 });
    expect(server.state.duplicates()).toEqual([]);
    expect(results.filter(({ created }) => created)).toHaveLength(60);
    expect(results[7]!.files).toMatchObject([{ name: 'd1/7.txt', status: 'uploaded', size: 1 }]);

    server.requests.length = 0;
    const again = await openStep(server);
    const found = await Promise.all(records.map((record) => again.lookup(record)));
    expect(found.every((it) => it?.files[0]!.status === 'skipped')).toBe(true);
    const more = await Promise.all(records.map((record) => again.commit(record)));
    expect(more.every((it) => it.files[0]!.status === 'skipped')).toBe(true);
    expect(asked(server, 'GET', /datasets\/\w+\/files/)).toBe(1);
  });

  test('a file that was sent meanwhile is seen without a new listing', async () => {
    const server = await start(api);
    const [record] = await fileRecords({ 'a.txt': 'alpha' });
    const step = await openStep(server);
    await step.commit(record!);
    expect((await step.commit(record!)).files[0]!.status).toBe('skipped');
    expect(stored(server)).toEqual(['a.txt 5']);
  });

  test('they go into the dataset that a record of the whole made, and the other way round', async () => {
    const server = await start(api);
    const whole = await dataset({ 'a.txt': 'alpha', 'b.txt': 'beta' });
    const files = whole['files'] as { uri: string; version: string }[];
    const about = { key: '0_Imaging/052324', category: '0_Imaging', title: '052324' };
    const one = { key: 'x', rev: '1', ...files[0]!, dataset: { ...about, name: 'a.txt' } };
    await (await openStep(server)).commit(one);
    const result = await (await openStep(server)).commit(whole);
    expect(result.files.map(({ status }) => status)).toEqual(['skipped', 'uploaded']);
    expect(server.count()).toMatchObject({ datasets: 1, files: 2 });
  });

  test('the name defaults to that of the file', async () => {
    const server = await start(api);
    const [record] = await fileRecords({ 'sub/a b.txt': 'alpha' });
    const { name: _, ...about } = record!['dataset'] as JsonObject;
    await (await openStep(server)).commit({ ...record!, dataset: about });
    const uri = `file://${(record!['uri'] as string).replace(' ', '%20')}`;
    await (
      await openStep(server)
    ).commit({ ...record!, uri, dataset: { ...about, title: 'two', key: 'two' } });
    expect(stored(server)).toEqual(['a b.txt 5', 'a b.txt 5']);
  });
});
