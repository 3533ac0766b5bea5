import { describe, expect, test } from 'vitest';
import { apis, dataset, datasetRecord, openStep, start, stored, write } from '../fixture/index.ts';

/** A dataset is loaded, then one of its files changes. */
async function changedDataset(): Promise<{ before: object; after: () => Promise<Record<string, unknown>> }> {
  const before = await dataset({ 'a.txt': 'old', 'b.txt': 'same' });
  const root = before['uri'] as string;
  return {
    before,
    async after() {
      write(root, { 'a.txt': 'newer' });
      return datasetRecord(root, ['a.txt', 'b.txt']);
    },
  };
}

describe.each(apis)('Clowder %s', (api) => {
  test('a file that changed is an error, and nothing is sent or lost', async () => {
    const server = await start(api);
    const { before, after } = await changedDataset();
    const step = await openStep(server);
    await step.commit({ ...before });
    await expect(step.commit(await after())).rejects.toMatchObject({
      class: 'reject',
      code: 'conflict',
      message: expect.stringContaining('a.txt') as string,
    });
    expect(stored(server)).toEqual(['a.txt 3', 'b.txt 4']);
  });

  test.each([
    ['skip', 'kept-theirs', ['a.txt 3', 'b.txt 4']],
    ['replace', 'replaced', ['a.txt 5', 'b.txt 4']],
    ['keep-both', 'kept-both', ['a.txt 3', 'a.txt 5', 'b.txt 4']],
  ])('--on-conflict %s', async (onConflict, status, there) => {
    const server = await start(api);
    const { before, after } = await changedDataset();
    const step = await openStep(server, { onConflict });
    await step.commit({ ...before });
    const record = await after();
    const result = await step.commit(record);
    expect(result.files.map((file) => file.status)).toEqual([status, 'skipped']);
    expect(stored(server)).toEqual(there);
    const again = await (await openStep(server, { onConflict })).commit(record);
    expect(again.files.map((file) => file.status)).toEqual([
      onConflict === 'skip' ? status : 'skipped',
      'skipped',
    ]);
    expect(stored(server)).toEqual(there);
  });

  test('content decides, not size', async () => {
    const server = await start(api);
    const record = await dataset({ 'a.txt': 'one' });
    const step = await openStep(server, { onConflict: 'replace' });
    await step.commit(record);
    write(record['uri'] as string, { 'a.txt': 'two' });
    const result = await step.commit(await datasetRecord(record['uri'] as string, ['a.txt']));
    expect(result.files[0]!.status).toBe('replaced');
    expect(stored(server)).toEqual(['a.txt 3']);
  });

  test('a file that was only touched is the same', async () => {
    const server = await start(api);
    const record = await dataset({ 'a.txt': 'one' });
    const step = await openStep(server);
    await step.commit(record);
    write(record['uri'] as string, { 'a.txt': 'one' });
    const result = await step.commit(await datasetRecord(record['uri'] as string, ['a.txt']));
    expect(result.files[0]!.status).toBe('skipped');
    expect(stored(server)).toEqual(['a.txt 3']);
  });

  test('a replacement that was cut off before the old file was removed is completed', async () => {
    const server = await start(api);
    const { before, after } = await changedDataset();
    await (await openStep(server)).commit({ ...before });
    const record = await after();
    server.faults.add({ kind: 'status', status: 400, match: { method: 'DELETE', path: /files/ } });
    await expect((await openStep(server, { onConflict: 'replace' })).commit(record)).rejects.toThrow('400');
    expect(stored(server)).toEqual(['a.txt 3', 'a.txt 5', 'b.txt 4']);
    const result = await (await openStep(server, { onConflict: 'replace' })).commit(record);
    expect(result.files[0]!.status).toBe('replaced');
    expect(stored(server)).toEqual(['a.txt 5', 'b.txt 4']);
  });
});
