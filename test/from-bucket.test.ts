import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSandbox, type Sandbox } from './sandbox.ts';

/* Datasets that lie in a bucket go where datasets on a disk go. */

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(() => sandbox.end());

const sums = (): string[] =>
  [...sandbox.clowder.state.files.values()].map(({ sha256 }) => sha256 ?? '').toSorted();

test('from S3 into Clowder: the same files as from the directory, and nothing twice', async () => {
  const there = await sandbox.run(
    'leat-scan data --as file | leat-copy --to s3://provider/data/ > /dev/null',
  );
  expect(there.exit, there.stderr).toBe(0);
  const up = 'leat-scan s3://provider/data/ | leat-clowder-upload';
  const first = await sandbox.run(up);
  expect(first.exit, first.stderr).toBe(0);
  const fromBucket = sums();
  expect(fromBucket.length).toBe((await sandbox.run('leat-scan data --as file')).stdout.split('\n').length);
  const again = await sandbox.run(up);
  expect(again.exit, again.stderr).toBe(0);
  expect(sums()).toEqual(fromBucket);
  const { stdout } = await sandbox.run("find data -type f -exec sha256sum {} + | cut -d ' ' -f 1 | sort");
  expect(fromBucket).toEqual(stdout.split('\n'));
});
