import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeBucket } from './make-bucket.ts';
import { clientOf } from './s3/client.ts';
import { keys } from './s3/semantics/keys.data.ts';
import { multipart } from './s3/semantics/multipart.data.ts';
import { reading } from './s3/semantics/reading.data.ts';
import { writing } from './s3/semantics/writing.data.ts';
import { openSession } from './s3/session.ts';
import { startS3 } from './s3.ts';
import type { S3Server } from './s3-server.ts';
import { noVersitygw, startVersitygw } from './versitygw.ts';

describe('strict', () => {
  holds('strict', startS3);
});
describe.skipIf(noVersitygw)(`versitygw${noVersitygw === undefined ? '' : `: ${noVersitygw}`}`, () => {
  holds('versitygw', startVersitygw);
});

function holds(name: 'strict' | 'versitygw', start: () => Promise<S3Server>): void {
  let server: S3Server;
  let buckets = 0;
  beforeAll(async () => {
    server = await start();
  });
  afterAll(() => server.stop());

  test.for([...reading, ...writing, ...multipart, ...keys])('$title', async ({ run, gives, versitygw }) => {
    buckets += 1;
    const bucket = `bucket-${buckets}`;
    await makeBucket(server, bucket);
    const s3 = clientOf(server);
    const expected = name === 'versitygw' && versitygw ? versitygw.gives : gives;
    expect(flat(await run(openSession(s3, bucket)))).toEqual(flat(expected));
    s3.destroy();
  });
}

/** Pages of a listing stand in one row with what was before. */
function flat(given: unknown): unknown {
  return Array.isArray(given) ? given.flat() : given;
}
