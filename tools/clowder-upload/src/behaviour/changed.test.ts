import { appendFileSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { apis, dataset, datasetRecord, openStep, start } from '../fixture/index.ts';

const MB = 1024 * 1024;

describe.each(apis)('Clowder %s', (api) => {
  test.each([
    ['has other content', (path: string) => writeFileSync(path, 'gamma'), 'changed'],
    ['has another time', (path: string) => utimesSync(path, 1, 1), 'changed'],
    ['is missing', (path: string) => rmSync(path), 'file_missing'],
  ])('nothing is sent when a file %s', async (_, change, code) => {
    const server = await start(api);
    const record = await dataset({ 'a.txt': 'alpha', 'b.txt': 'beta' });
    change(join(record['uri'] as string, 'b.txt'));
    await expect((await openStep(server)).commit(record)).rejects.toMatchObject({
      class: 'reject',
      code,
      message: expect.stringMatching(/^b\.txt: /) as string,
    });
    expect(server.count()).toMatchObject({ datasets: 0, files: 0 });
  });

  test.each([
    ['grows', (path: string) => appendFileSync(path, 'x')],
    ['shrinks', (path: string) => truncateSync(path, 3 * MB)],
    ['is touched', (path: string) => utimesSync(path, 1, 1)],
  ])('a file that %s while it is being sent is not left on the server', async (_, change) => {
    const server = await start(api, { keepBytes: 0 });
    const record = await dataset({ 'a.bin': Buffer.alloc(16 * MB), 'b.txt': 'beta' });
    const step = await openStep(server, { uploads: 1 });
    step.onMoved = () => {
      step.onMoved = () => {};
      change(join(record['uri'] as string, 'a.bin'));
    };
    await expect(step.commit(record)).rejects.toMatchObject({ class: 'reject', code: 'changed' });
    expect([...server.state.files.values()].map(({ name }) => name)).toEqual(['b.txt']);
  });
});

test.each([70_000, 5 * MB])('a file of %i bytes that is deleted before its turn comes', async (size) => {
  const server = await start('v1');
  const record = await dataset({ 'a.bin': Buffer.alloc(size), 'sub/b.bin': Buffer.alloc(size) });
  const step = await openStep(server, { uploads: 1 });
  step.onMoved = () => {
    step.onMoved = () => {};
    rmSync(join(record['uri'] as string, 'sub/b.bin'));
  };
  await expect(step.commit(record)).rejects.toMatchObject({
    class: 'reject',
    code: 'file_missing',
    message: expect.stringMatching(/^sub\/b\.bin: \/.* no such file \(1 of 2 files/) as string,
    hint: expect.stringContaining('next scan') as string,
  });
  expect(server.count().files).toBe(1);
});

test('what a kill left of a file that changed while it was being sent is not taken for a file', async () => {
  const server = await start('v1', { keepBytes: 0 });
  const record = await dataset({ 'a.bin': Buffer.alloc(4 * MB) });
  const path = join(record['uri'] as string, 'a.bin');
  const step = await openStep(server);
  step.onMoved = () => {
    step.onMoved = () => {};
    appendFileSync(path, 'x');
  };
  server.faults.add({ kind: 'status', status: 400, match: { method: 'DELETE' } });
  await expect(step.commit(record)).rejects.toThrow('cannot be removed');
  expect(server.count().files).toBe(1);
  truncateSync(path, 4 * MB);
  const result = await (
    await openStep(server)
  ).commit(await datasetRecord(record['uri'] as string, ['a.bin']));
  expect(result.files[0]!.status).toBe('uploaded');
  expect(server.count().files).toBe(1);
});
