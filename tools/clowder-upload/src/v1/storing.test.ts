import { expect, test, vi } from 'vitest';
import { asked, dataset, openStep, startV1, stored } from '../fixture/index.ts';

const files = { 'a.txt': 'alpha', 'sub/b.txt': 'beta' };

test('an upload counts when it is stored', async () => {
  const server = await startV1({ quirks: { storeDelayMs: 150, processDelayMs: 100_000 } });
  const result = await (await openStep(server)).commit(await dataset(files));
  for (const { fileId } of result.files) expect(server.state.files.get(fileId!)!.status).toBe('UPLOADED');
});

test('a file that vanishes because it could not be stored is sent again', async () => {
  const server = await startV1({ quirks: { storeFails: 'a.txt', storeDelayMs: 20 } });
  const step = await openStep(server);
  const work = step.commit(await dataset(files));
  await vi.waitUntil(() => asked(server, 'POST', /uploadToDataset/) > 2, { timeout: 60_000 });
  server.quirks.storeFails = false;
  expect((await work).files[0]!.status).toBe('uploaded');
  expect(stored(server)).toEqual(['a.txt 5', 'sub/b.txt 4']);
});

test('a file that is never stored is not waited for for ever, and not sent twice', async () => {
  const server = await startV1({ quirks: { stuckCreated: 'a.txt' } });
  const step = await openStep(server, { clowderAnswerTimeout: '3s' });
  await expect(step.commit(await dataset({ 'a.txt': 'alpha' }))).rejects.toMatchObject({
    class: 'retry',
    code: 'not_stored',
    message: expect.stringMatching(
      /^a\.txt: the server took it \(file \w{24}\) but has not stored it/,
    ) as string,
  });
  expect(asked(server, 'POST', /uploadToDataset/)).toBe(1);
});

test('one file alone and one of several are answered in different shapes', async () => {
  const server = await startV1({ quirks: { singleFileIsId: false } });
  const result = await (await openStep(server)).commit(await dataset(files));
  expect(result.files.every(({ fileId }) => server.state.files.has(fileId!))).toBe(true);
});

test('a folder that is gone would put the file into the root: it is made again', async () => {
  const server = await startV1();
  const step = await openStep(server);
  const record = await dataset({ 'sub/a.txt': 'alpha', 'sub/b.txt': 'beta' });
  const about = { key: record['key'], category: '0_Imaging', title: '052324' };
  const [first, second] = record['files'] as { name: string; uri: string; version: string }[];
  await step.commit({ key: 'a', ...first!, dataset: { ...about, name: first!.name } });
  for (const id of server.state.folders.keys()) server.state.folders.delete(id);
  for (const id of server.state.files.keys()) server.state.files.delete(id);
  await step.commit({ key: 'b', ...second!, dataset: { ...about, name: second!.name } });
  expect(stored(server)).toEqual(['sub/b.txt 4']);
});

test('extractors run unless that is switched off', async () => {
  const server = await startV1();
  await (await openStep(server)).commit(await dataset({ 'a.txt': 'a' }, { key: '1' }));
  const about = { key: '2', dataset: { title: 'two' } };
  await (await openStep(server, { extract: false })).commit(await dataset({ 'a.txt': 'a' }, about));
  expect(asked(server, 'POST', /extract=true/)).toBe(1);
  expect(asked(server, 'POST', /extract=false/)).toBe(1);
});

test('a digest that the server has computed spares the download', async () => {
  const server = await startV1();
  const record = await dataset({ 'a.txt': 'alpha' });
  await (await openStep(server)).commit(record);
  const [file] = server.state.files.values();
  for (const [id, entry] of server.state.metadata) {
    if (entry.target.kind !== 'file') continue;
    const agent = { extractor_id: 'https://clowder.example.org/api/extractors/ncsa.file.digest' };
    server.state.metadata.set(id, { ...entry, agent, content: { sha256: file!.sha256 } });
  }
  const result = await (await openStep(server)).commit(record);
  expect(result.files[0]).toMatchObject({ status: 'skipped', sha256: file!.sha256 });
  expect(asked(server, 'GET', /blob/)).toBe(0);
});
