import { expect, test } from 'vitest';
import { asked, dataset, openStep, startV2, stored } from '../fixture/index.ts';

const files = { 'a.txt': 'alpha', 'sub/b.txt': 'beta' };

test('a half file of an earlier run is removed, and the file sent again', async () => {
  const server = await startV2();
  const record = await dataset(files);
  server.faults.add({ kind: 'half-file', file: 'a.txt', times: Infinity, match: { method: 'POST' } });
  const first = await openStep(server, { clowderAnswerTimeout: '0.01s' });
  await expect(first.commit(record)).rejects.toMatchObject({ class: 'retry' });
  const half = [...server.state.files.values()].filter(({ status }) => status === 'CREATED');
  expect(half).toHaveLength(1);
  server.faults.clear();
  const result = await (await openStep(server)).commit(record);
  expect(result.files.map(({ status }) => status)).toEqual(['uploaded', 'skipped']);
  expect(stored(server)).toEqual(['a.txt 5', 'sub/b.txt 4']);
});

test('a file that is half only because the server is still at it is waited for', async () => {
  const server = await startV2();
  server.faults.add({
    kind: 'status',
    status: 504,
    afterCommit: true,
    match: { method: 'POST', path: /files$/ },
  });
  const { files: table } = server.state;
  const set = table.set.bind(table);
  // The proxy has given up, the server goes on: the record is half for a while.
  table.set = (id, file) => {
    const until = performance.now() + 700;
    for (const member of ['status', 'versions'] as const) {
      let real: unknown = file[member];
      Object.defineProperty(file, member, {
        get: () =>
          performance.now() < until && real !== undefined
            ? { status: 'CREATED', versions: [] }[member]
            : real,
        set: (value) => {
          real = value;
        },
      });
    }
    Object.defineProperty(file, 'versions', { value: file.versions });
    return set(id, file);
  };
  const result = await (await openStep(server)).commit(await dataset({ 'a.txt': 'alpha' }));
  expect(result.files[0]!.status).toBe('uploaded');
  expect(asked(server, 'POST', /files$/)).toBe(1);
  expect(server.count().files).toBe(1);
});

test('500 after everything was stored is not sent again', async () => {
  const server = await startV2();
  server.faults.add({ kind: 'fails-after-store', match: { method: 'POST', path: /files$/ } });
  const result = await (await openStep(server)).commit(await dataset({ 'a.txt': 'alpha' }));
  expect(result.files[0]!.status).toBe('uploaded');
  expect(asked(server, 'POST', /files$/)).toBe(1);
  expect(server.count()).toMatchObject({ files: 1, metadata: 3 });
});
