import { describe, expect, test } from 'vitest';
import type { State } from '../../../../test/servers/clowder-v1.ts';
import { apis, asked, dataset, openStep, start, stored, type TestServer } from '../fixture/index.ts';

function unmark({ state }: TestServer, kind: 'file' | 'dataset'): void {
  for (const [id, { target }] of state.metadata) if (target.kind === kind) state.metadata.delete(id);
}

function twinOf(state: State): string {
  const [dataset] = state.datasets.values();
  const id = 'f'.repeat(24);
  state.datasets.set(id, { ...dataset!, id });
  const entries = [...state.authorizations.values()];
  for (const entry of entries) state.authorizations.set(id, { ...entry, id, datasetId: id });
  return id;
}

describe.each(apis)('Clowder %s', (api) => {
  test('a file without our marker is read back once, and marked when it is the same', async () => {
    const server = await start(api);
    const record = await dataset({ 'a.txt': 'alpha' });
    await (await openStep(server)).commit(record);
    unmark(server, 'file');
    const result = await (await openStep(server)).commit(record);
    expect(result.files[0]).toMatchObject({ status: 'skipped', size: 5 });
    expect(stored(server)).toEqual(['a.txt 5']);
    const downloads = asked(server, 'GET', /blob|increment=false/);
    expect(downloads).toBe(1);
    expect([...server.state.files.values()][0]!.downloads).toBe(0);
    await (await openStep(server)).commit(record);
    expect(asked(server, 'GET', /blob|increment=false/)).toBe(downloads);
  });

  test('a file of the same name and size without our marker is not ours when its bytes differ', async () => {
    const server = await start(api);
    await (await openStep(server)).commit(await dataset({ 'a.txt': 'alpha' }));
    unmark(server, 'file');
    const other = await dataset({ 'a.txt': 'ALPHA' });
    await expect((await openStep(server)).commit(other)).rejects.toMatchObject({ code: 'conflict' });
    expect(stored(server)).toEqual(['a.txt 5']);
  });

  test('a dataset of that title that nobody has marked is taken and marked', async () => {
    const server = await start(api);
    const record = await dataset({ 'a.txt': 'alpha' });
    await (await openStep(server)).commit(await dataset({ 'theirs.txt': 'x' }));
    unmark(server, 'dataset');
    const result = await (await openStep(server)).commit(record);
    expect(result.created).toBe(false);
    expect(server.count().datasets).toBe(1);
    expect(stored(server)).toEqual(['a.txt 5', 'theirs.txt 1']);
    await expect((await openStep(server)).commit({ ...record, key: 'another/key' })).rejects.toMatchObject({
      code: 'title_taken',
    });
  });

  test('a dataset of that title with another key stays alone', async () => {
    const server = await start(api);
    await (
      await openStep(server)
    ).commit(await dataset({ 'a.txt': 'alpha' }, { key: 'lab1/0_Imaging/052324' }));
    const step = await openStep(server);
    await expect(step.commit(await dataset({ 'b.txt': 'beta' }))).rejects.toMatchObject({
      class: 'reject',
      code: 'title_taken',
      message: expect.stringContaining('lab1/0_Imaging/052324') as string,
    });
    expect(stored(server)).toEqual(['a.txt 5']);
  });

  test('two keys of one title in one run do not mix either', async () => {
    const server = await start(api);
    const step = await openStep(server);
    const [one, two] = await Promise.allSettled([
      step.commit(await dataset({ 'a.txt': 'alpha' }, { key: 'lab1/x' })),
      step.commit(await dataset({ 'b.txt': 'beta' }, { key: 'lab2/x' })),
    ]);
    expect(one.status).toBe('fulfilled');
    expect(two).toMatchObject({ status: 'rejected', reason: { code: 'title_taken' } });
    expect(stored(server)).toEqual(['a.txt 5']);
  });

  test('of several datasets of that title ours is taken, and without ours none', async () => {
    const server = await start(api);
    const record = await dataset({ 'a.txt': 'alpha' });
    const first = await (await openStep(server)).commit(record);
    const twin = twinOf(server.state);
    expect((await (await openStep(server)).commit(record)).datasetId).toBe(first.datasetId);
    unmark(server, 'dataset');
    await expect((await openStep(server)).commit(record)).rejects.toMatchObject({
      class: 'reject',
      code: 'ambiguous',
      message: expect.stringMatching(new RegExp(`${twin}|${first.datasetId}`)) as string,
    });
    expect(server.count()).toMatchObject({ datasets: 2, files: 1 });
  });
});
