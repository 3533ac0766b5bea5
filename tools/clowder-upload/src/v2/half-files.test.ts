import type { JsonObject } from '@leat/pipe';
import { expect, test, vi } from 'vitest';
import type { StoredFile } from '../../../../test/servers/clowder/state.ts';
import {
  asked,
  dataset,
  openStep,
  startV2,
  stored,
  type TestServer,
  type TestStep,
} from '../fixture/index.ts';

const files = { 'a.txt': 'alpha', 'sub/b.txt': 'beta' };

/** A run that is given up as soon as the server has a file like that. */
async function stoppedWhen(
  { state: { files: table } }: TestServer,
  step: TestStep,
  record: JsonObject,
  isIt: (file: StoredFile) => boolean,
): Promise<void> {
  const end = step.commit(record).catch((thrown: unknown) => thrown);
  await vi.waitUntil(() => [...table.values()].some(isIt), { timeout: 60_000 });
  step.stop();
  expect(await end).toMatchObject({ class: 'retry' });
}

test('a half file of an earlier run is removed, and the file sent again', async () => {
  const server = await startV2();
  const record = await dataset(files);
  server.faults.add({ kind: 'half-file', file: 'a.txt', times: Infinity, match: { method: 'POST' } });
  await stoppedWhen(server, await openStep(server), record, ({ status }) => status === 'CREATED');
  server.faults.clear();
  const result = await (await openStep(server, { clowderAnswerTimeout: '3s' })).commit(record);
  expect(result.files[0]!.status).toBe('uploaded');
  expect(stored(server)).toEqual(['a.txt 5', 'sub/b.txt 4']);
});

/** A file's record is half until it has been looked at once. */
function storeSlowly(server: TestServer): void {
  const { files: table } = server.state;
  const set = table.set.bind(table);
  table.set = (id, file) => {
    const { versions } = file;
    const looks = (): number => asked(server, 'GET', new RegExp(`/files/${id}/summary`));
    versions.at = (index) => (looks() < 2 ? undefined : versions.slice(index)[0]);
    return set(id, file);
  };
}

test('a file that is half only because the server is still at it is waited for', async () => {
  const server = await startV2();
  storeSlowly(server);
  // The proxy has given up, the server goes on.
  server.faults.add({
    kind: 'status',
    status: 504,
    afterCommit: true,
    match: { method: 'POST', path: /files$/ },
  });
  const result = await (await openStep(server)).commit(await dataset({ 'a.txt': 'alpha' }));
  expect(result.files[0]!.status).toBe('uploaded');
  expect(asked(server, 'POST', /files$/)).toBe(1);
  expect(server.count().files).toBe(1);
});

test('so it is when another run, which was killed, has sent it', async () => {
  const server = await startV2();
  storeSlowly(server);
  const record = await dataset({ 'a.txt': 'alpha' });
  server.faults.add({ kind: 'stall-after-commit', match: { method: 'POST', path: /files$/ } });
  await stoppedWhen(server, await openStep(server), record, () => true);
  const result = await (await openStep(server)).commit(record);
  expect(result.files[0]!.sha256).toBe([...server.state.files.values()][0]!.sha256);
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
