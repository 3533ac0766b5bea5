import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { apis, asked, dataset, start, stored, write } from '../fixture/index.ts';
import { install } from './run-tool.ts';

const files = { 'a.txt': 'alpha', 'sub/b.txt': 'beta' };

test.each(apis)(
  'records go through with what was done, and a second run asks the server nothing (%s)',
  async (api) => {
    const server = await start(api);
    const tool = install(server);
    const record = await dataset(files, { note: { kept: 12345678901234567890n.toString() } });
    const first = await tool.run([record]);
    expect(first.exit, first.stderr).toBe(0);
    expect(first.records).toEqual([
      { ...record, clowder: expect.objectContaining({ api, created: true }) as object },
    ]);
    expect(stored(server)).toEqual(['a.txt 5', 'sub/b.txt 4']);
    const before = server.requests.length;
    const second = await tool.run([record]);
    expect(second.records).toEqual(first.records);
    expect(second.log.at(-1)).toMatchObject({
      msg: 'summary',
      read: 1,
      done: 0,
      skipped: 1,
      failed: 0,
      exit: 0,
    });
    expect(server.requests.length).toBe(before);
  },
);

test('with the ledger lost nothing is sent twice', async () => {
  const server = await start('v1');
  const record = await dataset(files);
  await install(server).run([record]);
  const before = server.count();
  const { exit, records } = await install(server).run([record]);
  expect(exit).toBe(0);
  expect(records[0]!.clowder).toMatchObject({
    created: false,
    files: [{ status: 'skipped' }, { status: 'skipped' }],
  });
  expect(server.count()).toEqual(before);
});

test('what is bad waits, the rest is done', async () => {
  const server = await start('v2');
  const tool = install(server);
  const good = await dataset(files);
  const missing = { ...good, key: 'x', dataset: { title: 'x' }, files: [{ uri: '/nowhere/a.txt' }] };
  const { exit, records, log } = await tool.run([
    { key: 'no files', dataset: { title: 't' } },
    missing,
    good,
  ]);
  expect(exit).toBe(3);
  expect(records.map(({ key }) => key)).toEqual([good['key']]);
  const codes = log.filter(({ level }) => level === 'error').map(({ code }) => code);
  expect(codes.toSorted()).toEqual(['bad_record', 'file_missing']);
  expect(log.at(-1)).toMatchObject({ read: 3, done: 1, failed: 2, waiting: 2 });
});

test('--dry-run changes nothing and passes that on', async () => {
  const server = await start('v1');
  const { exit, records } = await install(server).run([await dataset(files)], '--dry-run');
  expect(exit).toBe(0);
  expect(records).toMatchObject([
    { dryRun: true, clowder: { files: [{ status: 'would-upload' }, { status: 'would-upload' }] } },
  ]);
  expect(server.requests.every(({ method }) => method === 'GET')).toBe(true);
});

test('a plain request is replayed from the dead letter once its file is there', async () => {
  const server = await start('v2');
  const tool = install(server);
  const path = `${tool.home}/data/late.txt`;
  const request = { category: 'notes', dataset_title: 'late', files: [path] };
  const first = await tool.run([request]);
  expect(first.exit).toBe(3);
  const letter = readFileSync(String(first.log.at(-1)!['deadLetter']), 'utf8').trim();
  expect(JSON.parse(letter)).toMatchObject({ key: 'notes/late', error: { code: 'file_missing' } });
  write(tool.home, { 'data/late.txt': 'late' });
  const second = await tool.run([letter]);
  expect(second.exit, second.stderr).toBe(0);
  expect(stored(server)).toEqual(['late.txt 4']);
});

test('a wrong key ends the run before anything is sent, and is in no output', async () => {
  const server = await start('v1');
  const tool = install({ url: server.url, key: 'sesame-open' });
  const { exit, log, stderr, records } = await tool.run([await dataset(files)]);
  expect(exit).toBe(4);
  expect(log.find(({ level }) => level === 'error')).toMatchObject({ code: 'bad_token' });
  expect(stderr + JSON.stringify(records)).not.toContain('sesame-open');
  expect(asked(server, 'POST', /./)).toBe(0);
});

test('--check, --schema and --help', async () => {
  const server = await start('v2');
  const tool = install(server);
  const check = await tool.start([], '--check');
  expect(check.exitCode).toBe(0);
  expect(check.stdout).toMatch(/^ok {4}server .*Clowder 2\.0\.0-beta\.4/m);
  const schema = JSON.parse((await tool.start([], '--schema')).stdout) as {
    $defs: Record<string, unknown>;
  };
  expect(Object.keys(schema.$defs).toSorted()).toEqual(['adds', 'reads', 'record']);
  expect((await tool.start([], '--help')).stdout).toContain('--on-conflict error|skip|replace|keep-both');
});
