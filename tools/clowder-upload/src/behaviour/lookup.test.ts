import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { apis, asked, dataset, datasetRecord, openStep, start, write } from '../fixture/index.ts';

describe.each(apis)('Clowder %s', (api) => {
  test('what is there in full is found, with the same result', async () => {
    const server = await start(api);
    const record = await dataset({ 'a.txt': 'alpha', 'sub/b.txt': 'beta' });
    const done = await (await openStep(server)).commit(record);
    const before = server.requests.length;
    const found = await (await openStep(server)).lookup(record);
    expect(found).toEqual({
      ...done,
      created: false,
      files: done.files.map((file) => ({ ...file, status: 'skipped' })),
    });
    expect(server.requests.slice(before).every(({ method }) => method === 'GET')).toBe(true);
    expect(asked(server, 'GET', /blob|increment/)).toBe(0);
  });

  test('it needs no look at the source when the record says what to find', async () => {
    const server = await start(api);
    const record = await dataset({ 'a.txt': 'alpha' });
    await (await openStep(server)).commit(record);
    rmSync(join(record['uri'] as string, 'a.txt'));
    expect(await (await openStep(server)).lookup(record)).toMatchObject({ files: [{ size: 5 }] });
  });

  test('what is missing in part is absent', async () => {
    const server = await start(api);
    const record = await dataset({ 'a.txt': 'alpha', 'b.txt': 'beta' });
    const step = await openStep(server);
    expect(await step.lookup(record)).toBeUndefined();
    await step.commit(record);
    const [id] = server.state.files.keys();
    server.state.files.delete(id!);
    expect(await (await openStep(server)).lookup(record)).toBeUndefined();
  });

  test('another version, or a file that nobody has marked, is absent', async () => {
    const server = await start(api);
    const record = await dataset({ 'a.txt': 'alpha' });
    await (await openStep(server)).commit(record);
    write(record['uri'] as string, { 'a.txt': 'other' });
    const newer = await datasetRecord(record['uri'] as string, ['a.txt']);
    expect(await (await openStep(server)).lookup(newer)).toBeUndefined();
    for (const [id, { target }] of server.state.metadata) {
      if (target.kind === 'file') server.state.metadata.delete(id);
    }
    expect(await (await openStep(server)).lookup(record)).toBeUndefined();
  });

  test('it makes no space and no dataset', async () => {
    const server = await start(api);
    await (await openStep(server)).lookup(await dataset({ 'a.txt': 'alpha' }));
    expect(server.count()).toMatchObject({ spaces: 0, datasets: 0 });
  });
});

test('a file that Clowder 1 has not stored yet is absent', async () => {
  const server = await start('v1', { quirks: { stuckCreated: true } });
  const record = await dataset({ 'a.txt': 'alpha' });
  const step = await openStep(server, { clowderAnswerTimeout: '3s' });
  await expect(step.commit(record)).rejects.toMatchObject({ class: 'retry', code: 'not_stored' });
  expect(await (await openStep(server)).lookup(record)).toBeUndefined();
});
