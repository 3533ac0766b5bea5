import { describe, expect, test } from 'vitest';
import type { Fault } from '../../../../test/servers/clowder-v1.ts';
import { apis, dataset, openStep, start, stored, type Api } from '../fixture/index.ts';

const files = { 'a.txt': 'alpha', 'sub/b.txt': 'beta', 'sub/c.txt': 'gamma' };
/** Too large to go together with others. */
const largeFiles = { 'a.txt': 'a'.repeat(70_000), 'b.txt': 'b'.repeat(70_000), 'c.txt': 'c'.repeat(70_000) };
const there = ['a.txt 5', 'sub/b.txt 4', 'sub/c.txt 5'];

/** Every request that makes something. */
const makers: Record<Api, Record<string, RegExp>> = {
  v1: {
    space: /spaces$/,
    dataset: /createempty/,
    marker: /datasets\/\w+\/metadata/,
    folder: /newFolder/,
    file: /uploadToDataset/,
  },
  v2: {
    group: /groups$/,
    dataset: /datasets\?/,
    marker: /datasets\/\w+\/metadata/,
    folder: /folders$/,
    file: /datasets\/\w+\/files/,
    'marker of a file': /files\/\w+\/metadata/,
  },
};

const kinds: Fault['kind'][] = [
  'drop-before-commit',
  'drop-after-commit',
  'stall-after-commit',
  'truncate-reply',
];

test.each(apis.flatMap((api) => kinds.map((kind) => [api, kind] as const)))(
  '%s: %s of whatever makes something makes nothing twice',
  async (api, kind) => {
    const server = await start(api);
    const faults = Object.values(makers[api]).map((path) =>
      server.faults.add({ kind, match: { method: 'POST', path } }),
    );
    const flags = {
      ...(kind === 'stall-after-commit' && { clowderAnswerTimeout: '1s' }),
      ...(api === 'v2' && { categoryAs: 'group' }),
    };
    const result = await (await openStep(server, flags)).commit(await dataset(files));
    expect(faults.map(({ fired }) => fired)).toEqual(faults.map(() => 1));
    expect(stored(server)).toEqual(there);
    expect(server.state.duplicates()).toEqual([]);
    expect(server.count()).toMatchObject({ spaces: 1, datasets: 1, folders: 1, files: 3 });
    expect(result.files.map(({ status }) => status)).toEqual(['uploaded', 'uploaded', 'uploaded']);
    for (const { fileId, sha256 } of result.files) {
      expect(server.state.files.get(fileId!)?.sha256).toBe(sha256);
    }
  },
);

describe.each(apis)('Clowder %s', (api) => {
  const upload = makers[api]['file']!;

  test('one lost answer sends one file again at most', async () => {
    const server = await start(api);
    server.faults.add({ kind: 'drop-before-commit', match: { method: 'POST', path: upload } });
    await (await openStep(server)).commit(await dataset(largeFiles));
    expect(server.requests.filter(({ method, path }) => method === 'POST' && upload.test(path))).toHaveLength(
      4,
    );
  });

  test('a server that is busy is waited for as long as it asks', async () => {
    const server = await start(api);
    server.faults.add({ kind: 'status', status: 503, retryAfter: '1', match: { path: upload } });
    const step = await openStep(server);
    await step.commit(await dataset({ 'a.txt': 'alpha' }));
    expect(stored(server)).toEqual(['a.txt 5']);
    expect(step.messages).toEqual([
      expect.stringMatching(/^a\.txt: POST .* 503 Service Unavailable; looking, then trying again/),
    ]);
  });

  test('reading is simply repeated', async () => {
    const server = await start(api);
    const record = await dataset(files);
    await (await openStep(server)).commit(record);
    server.faults.add({ kind: 'drop-before-commit', match: { method: 'GET', path: /files/ } });
    server.faults.add({ kind: 'status', status: 502, match: { method: 'GET', path: /metadata/ } });
    const result = await (await openStep(server)).commit(record);
    expect(result.files.map(({ status }) => status)).toEqual(['skipped', 'skipped', 'skipped']);
  });

  test('a server that is away for good fails the record as to be tried later', async () => {
    const server = await start(api);
    const step = await openStep(server);
    server.faults.add({ kind: 'status', status: 503, times: Infinity });
    await expect(step.commit(await dataset(files))).rejects.toMatchObject({
      class: 'retry',
      code: 'http_503',
    });
  });

  test('a refusal says which file it is about', async () => {
    const server = await start(api);
    const step = await openStep(server, { uploads: 1 });
    server.faults.add({ kind: 'status', status: 413, skip: 1, match: { method: 'POST', path: upload } });
    await expect(step.commit(await dataset(largeFiles))).rejects.toMatchObject({
      class: 'reject',
      code: 'http_413',
      message: expect.stringMatching(/^b\.txt: POST .*: 413 .* \(1 of 3 files did not arrive\)$/) as string,
      hint: expect.stringContaining('limit') as string,
    });
  });

  test('one bad file does not keep the others from arriving', async () => {
    const server = await start(api);
    server.faults.add({
      kind: 'drop-before-commit',
      times: Infinity,
      skip: 2,
      match: { method: 'POST', path: upload },
    });
    const step = await openStep(server, { uploads: 1 });
    const failure = step.commit(await dataset(largeFiles));
    await expect(failure).rejects.toMatchObject({
      class: 'retry',
      message: expect.stringContaining('(1 of 3 files did not arrive)') as string,
    });
    expect(server.count().files).toBe(2);
  });
});
