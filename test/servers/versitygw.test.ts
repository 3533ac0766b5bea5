import { execa } from 'execa';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeBucket } from './make-bucket.ts';
import { clientOf } from './s3/client.ts';
import { openSession } from './s3/session.ts';
import { noVersitygw, startVersitygw } from './versitygw.ts';

test.skipIf(noVersitygw)(
  `two do not know of each other${noVersitygw === undefined ? '' : `: ${noVersitygw}`}`,
  async () => {
    const servers = await Promise.all([startVersitygw(), startVersitygw()]);
    const [one, two] = servers.map((server) => clientOf(server));
    await makeBucket(servers[0], 'bucket');
    const sessions = [one, two].map((s3) => s3 && openSession(s3, 'bucket'));
    expect(await sessions[0]?.put('k')).toBe('200');
    expect(await sessions[1]?.put('k')).toBe('404 NoSuchBucket');
    one?.destroy();
    two?.destroy();
    await Promise.all(servers.map((server) => server.stop()));
  },
);

const CODE = `
  import { noVersitygw, startVersitygw } from ${JSON.stringify(import.meta.resolve('./versitygw.ts'))};
  console.log(noVersitygw ?? 'no reason');
  await startVersitygw().catch((error) => console.log('throws', error.message));`;

test.for([
  ['', 'LEAT_VERSITYGW: there is no file /none\nthrows LEAT_VERSITYGW: there is no file /none'],
  ['true', 'no reason\nthrows LEAT_VERSITYGW: there is no file /none'],
] as const)('with CI=%s its absence is told as it should be', async ([CI, told]) => {
  const { stdout } = await execa(process.execPath, ['--input-type=module', '--eval', CODE], {
    env: { LEAT_VERSITYGW: '/none', CI },
  });
  expect(stdout).toBe(told);
});

test.for([
  ['of temporary files', join(tmpdir(), 'leat-versitygw'), /\nnode_modules\/\.cache\/leat\n$/],
  [
    'of both places',
    'leat-versitygw',
    /throws versitygw needs extended attributes, and the file systems of /,
  ],
] as const)('it says so when the file system %s has no attributes', async ([, refused, told]) => {
  const directory = mkdtempSync(join(tmpdir(), 'leat-stub-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const stub = join(directory, 'versitygw');
  // It goes no further than to the directory that it would use.
  const script = `#!/bin/sh
case $* in *"$REFUSED"*) echo "xattr check failed: xattrs are not supported on this filesystem"; exit 1 ;; esac
for last; do :; done
echo "\${last%/*}" | grep -o 'node_modules.*'
exit 1
`;
  writeFileSync(stub, script, { mode: 0o755 });
  const { stdout } = await execa(process.execPath, ['--input-type=module', '--eval', CODE], {
    env: { LEAT_VERSITYGW: stub, REFUSED: refused },
  });
  expect(stdout).toMatch(told);
});
