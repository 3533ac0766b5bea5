import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startS3, type StrictS3 } from '../../../../test/servers/s3.ts';
import { linesOf, runScan, startScan } from './leat-scan.ts';
import { useScratch } from './scratch.ts';

/* The built binary over an S3 server in this process, which can be told what to do wrong. */

const scratch = useScratch();
let server: StrictS3;
let bucket = '';
let count = 0;
beforeAll(async () => {
  server = await startS3();
});
afterAll(() => server.stop());
beforeEach(() => {
  bucket = `bucket-${count++}`;
  server.createBucket(bucket);
});

const put = (...keys: string[]): void => {
  for (const key of keys) server.putSparse(bucket, key, 3);
};
const scanned = (...args: string[]) => runScan(args, { env: server.env });

test('objects of several pages come in order, with nothing lost between', async () => {
  const keys = Array.from({ length: 2500 }, (_, at) => `raw/c/d-${at % 13}/${at}.csv`);
  put('raw-2/x/y', ...keys);
  const { exit, keys: seen, summary } = await scanned(`s3://${bucket}/raw`, '--as', 'file');
  expect(exit).toBe(0);
  const expected = keys.map((key) => key.slice(4)).toSorted();
  expect(seen).toEqual(expected);
  expect(summary).toMatchObject({ listed: 2500, emitted: 2500, problems: 0 });
});

test('a listing that breaks in the middle is a problem: 3, and what came before is there', async () => {
  put(...Array.from({ length: 2500 }, (_, at) => `c/d-${String(at).padStart(4, '0').slice(0, 2)}/${at}`));
  server.fault({ operation: 'ListObjectsV2', do: { delayMs: 1 } });
  server.fault({ operation: 'ListObjectsV2', do: { status: 403, code: 'AccessDenied' } });
  const { exit, records, log, summary } = await scanned(`s3://${bucket}`);
  expect(exit).toBe(3);
  // The last one of the first page may have more objects on the next.
  expect(records).toHaveLength(9);
  expect(summary).toMatchObject({ emitted: 9, problems: 1 });
  expect(log).toContainEqual(expect.objectContaining({ code: 'root_denied', key: `s3://${bucket}` }));
});

test('--watch goes on when the store is away for a while', async () => {
  put('c/d/a');
  const env = { ...server.env, LEAT_AWS_CONNECT_TIMEOUT: '1s' };
  const child = startScan([`s3://${bucket}`, '--watch', '1s', '--log-format', 'json'], { env });
  const said = { out: '', err: '' };
  child.stdout.on('data', (text: Buffer) => (said.out += String(text)));
  child.stderr.on('data', (text: Buffer) => (said.err += String(text)));
  const until = async (isThere: () => boolean): Promise<void> => {
    while (!isThere()) await new Promise((resolve) => setTimeout(resolve, 20));
  };
  await until(() => said.out.includes('c/d'));
  await server.goDown();
  await until(() => said.err.includes('root_unreadable'));
  await server.comeUp();
  put('c/e/a');
  await until(() => said.out.includes('c/e'));
  child.kill('SIGTERM');
  expect((await child).exitCode).toBe(143);
  const keys = linesOf(said.out).map((line) => (JSON.parse(line) as { key: string }).key);
  // A round that saw nothing has forgotten what was said.
  expect(keys).toEqual(['c/d', 'c/d', 'c/e']);
});

test.for([
  [['--follow'], 'follow_bad'],
  [['--label', 'a', '--label', 'b'], 'label_missing'],
] as const)('%j is no way to call it', async ([flags, code]) => {
  const { exit, stderr } = await scanned(`s3://${bucket}`, ...flags);
  expect(exit).toBe(2);
  expect(stderr).toContain(code);
});

test('the prefix may stand in leat.yaml, beside a path that begins there', async () => {
  put('c/d/a');
  const yaml = `scan:\n  roots: [data, "s3://${bucket}"]\n  label: [here, there]\n`;
  scratch.make({ 'data/c/d/b': '', 'leat.yaml': yaml });
  const { keys } = await runScan(['--config', scratch.at('leat.yaml'), '--as', 'file'], {
    env: server.env,
    cwd: '/',
  });
  expect(keys).toEqual(['here/c/d/b', 'there/c/d/a']);
});
