import { afterAll, beforeAll, expect, test } from 'vitest';
import { startS3, type S3Fault, type StrictS3 } from '../../../../test/servers/s3.ts';
import type { Conditions } from '../store.ts';
import { newBucket } from './fixtures/bucket.ts';

const MiB = 1024 * 1024;

let server: StrictS3;
beforeAll(async () => {
  server = await startS3();
});
afterAll(() => server.stop());

const faults: readonly (readonly [string, S3Fault['do']])[] = [
  ['was never made', 'dropBefore'],
  ['was made, and its answer lost', 'dropAfter'],
  ['fails inside an answer of 200', { status: 200, code: 'InternalError' }],
  ['has a broken answer', 'truncate'],
];
for (const [title, fault] of faults)
  test.each<[string, Conditions]>([
    ['none', {}],
    ['that nothing is there', { ifNoneMatch: '*' }],
  ])(`a last request that ${title} is made again; condition: %s`, async (_, conditions) => {
    for (const [operation, size] of [
      ['PutObject', 10],
      ['CompleteMultipartUpload', 9 * MiB],
    ] as const) {
      const { store, at, name } = await newBucket(server);
      server.fault({ operation, key: 'k', do: fault });
      const bytes = Buffer.alloc(size, 'leat');
      const info = await store.write(at('k'), bytes, conditions);
      expect(server.objects(name).get('k')!.bytes.equals(bytes)).toBe(true);
      expect(info.version).toBe(server.objects(name).get('k')!.etag);
      expect(server.uploads(name)).toEqual([]);
      expect((await store.stat(at('k'))).metadata).toEqual({});
    }
  });
