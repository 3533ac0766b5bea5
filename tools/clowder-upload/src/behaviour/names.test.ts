import { describe, expect, test } from 'vitest';
import { apis, dataset, openStep, spoil, start, startV1, stored } from '../fixture/index.ts';

const long = `${'x'.repeat(240)} ü ${'y'.repeat(7)}.txt`;

describe.each(apis)('Clowder %s', (api) => {
  test('any name arrives as it is or percent-encoded, and is found again', async () => {
    expect(Buffer.byteLength(long)).toBe(255);
    const names = [
      'with space.txt',
      'e\u0301.txt',
      '\u00e9.txt',
      '日本語/ファイル.dat',
      "it's; a (test) & more=%20.txt",
      'quote".txt',
      'back\\slash.txt',
      'line\nbreak.txt',
      ' ends ',
      'file',
      'leat',
      'colon:colon.txt',
      'a__b.ptm',
      '.hidden',
      long,
    ];
    const server = await start(api);
    const record = await dataset(Object.fromEntries(names.map((name, index) => [name, `content ${index}`])));
    const result = await (await openStep(server)).commit(record);
    expect(result.files.map(({ name }) => name)).toEqual(names);
    expect(server.count().files).toBe(names.length);
    for (const { fileId, name, storedAs = name } of result.files) {
      const { name: there } = server.state.files.get(fileId!)!;
      const base = name.slice(name.lastIndexOf('/') + 1);
      expect(storedAs.endsWith(there)).toBe(true);
      expect(storedAs === name ? there : decodeURIComponent(there)).toBe(base);
    }
    const again = await (await openStep(server)).commit(record);
    expect(again.files.every(({ status }) => status === 'skipped')).toBe(true);
    expect(server.count().files).toBe(names.length);
  });

  test('--flatten leaves out folders', async () => {
    const server = await start(api);
    const step = await openStep(server, { flatten: true });
    const result = await step.commit(await dataset({ 'a/b.txt': 'b', 'c.txt': 'c' }));
    expect(stored(server)).toEqual(['b.txt 1', 'c.txt 1']);
    expect(result.files[0]).toMatchObject({ name: 'a/b.txt', storedAs: 'b.txt' });
  });

  test('names that become one are refused before anything is sent', async () => {
    const server = await start(api);
    const step = await openStep(server, { flatten: true });
    await expect(step.commit(await dataset({ 'a/x.txt': '1', 'b/x.txt': '2' }))).rejects.toMatchObject({
      class: 'reject',
      code: 'name_clash',
      message: 'a/x.txt and b/x.txt would both become x.txt',
    });
    expect(server.count()).toMatchObject({ datasets: 0, files: 0 });
  });

  test.each(['../up.txt', '/abs.txt', 'a//b.txt', 'a/./b.txt', 'dir/', '\ud800.txt'])(
    'the name %j is refused',
    async (name) => {
      const server = await start(api);
      const record = await dataset({ 'a.txt': 'a' });
      const files = (record['files'] as object[]).map((file) => ({ ...file, name }));
      await expect((await openStep(server)).commit({ ...record, files })).rejects.toMatchObject({
        class: 'reject',
        code: 'bad_name',
      });
    },
  );
});

test('a server that changes a name in a way that nobody knew of is found out', async () => {
  const server = await startV1();
  const step = await openStep(server);
  spoil(server, 'name', 'other.txt');
  await expect(step.commit(await dataset({ 'a.txt': 'a' }))).rejects.toMatchObject({
    class: 'reject',
    code: 'bad_name',
  });
  expect(server.count().files).toBe(0);
});
