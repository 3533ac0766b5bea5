import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { apis, dataset, datasetRecord, openStep, start, write } from '../fixture/index.ts';

describe.each(apis)('Clowder %s', (api) => {
  test('of a new dataset everything would be sent, and nothing is', async () => {
    const server = await start(api);
    const result = await (await openStep(server)).plan(await dataset({ 'a.txt': 'alpha', 'b.txt': '' }));
    expect(result).toEqual({
      api,
      url: server.url,
      created: true,
      files: [
        { name: 'a.txt', size: 5, status: 'would-upload' },
        { name: 'b.txt', size: 0, status: 'would-upload' },
      ],
    });
    expect(server.requests.every(({ method }) => method === 'GET')).toBe(true);
  });

  test.each([
    ['error', 'would-fail'],
    ['skip', 'would-keep-theirs'],
    ['replace', 'would-replace'],
    ['keep-both', 'would-keep-both'],
  ])('--on-conflict %s', async (onConflict, status) => {
    const server = await start(api);
    const record = await dataset({ 'a.txt': 'alpha', 'same.txt': 'x' });
    const root = record['uri'] as string;
    await (await openStep(server)).commit(record);
    write(root, { 'a.txt': 'other', 'new.txt': 'new' });
    const later = await datasetRecord(root, ['a.txt', 'same.txt', 'new.txt']);
    const result = await (await openStep(server, { onConflict })).plan(later);
    expect(result.files.map((file) => file.status)).toEqual([status, 'would-skip', 'would-upload']);
    expect(server.count().files).toBe(2);
  });

  test('what only a download could tell is said so', async () => {
    const server = await start(api);
    const record = await dataset({ 'a.txt': 'alpha' });
    await (await openStep(server)).commit(record);
    server.state.metadata.clear();
    const result = await (await openStep(server)).plan(record);
    expect(result.files[0]!.status).toBe('would-compare');
  });

  test('a missing file fails, unless a dry tool before us would have made it', async () => {
    const server = await start(api);
    const record = await dataset({ 'a.txt': 'alpha' });
    rmSync(join(record['uri'] as string, 'a.txt'));
    const step = await openStep(server);
    await expect(step.plan(record)).rejects.toMatchObject({ code: 'file_missing' });
    expect((await step.plan(record, { dryRun: true })).files).toEqual([
      { name: 'a.txt', size: 5, status: 'would-upload' },
    ]);
  });
});
