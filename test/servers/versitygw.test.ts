import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { clientOf } from './s3/client.ts';
import { openSession } from './s3/session.ts';
import { noVersitygw, startVersitygw } from './versitygw.ts';

test.skipIf(noVersitygw)(
  `two do not know of each other${noVersitygw === undefined ? '' : `: ${noVersitygw}`}`,
  async () => {
    const servers = await Promise.all([startVersitygw(), startVersitygw()]);
    const [one, two] = servers.map((server) => clientOf(server));
    await one?.send(new CreateBucketCommand({ Bucket: 'bucket' }));
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
