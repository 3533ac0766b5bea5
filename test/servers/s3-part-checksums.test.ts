import * as api from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientOf } from './s3/client.ts';
import { startS3 } from './s3.ts';
import type { S3Server } from './s3-server.ts';
import { noVersitygw, startVersitygw } from './versitygw.ts';

describe('strict', () => {
  holds(startS3);
});
describe.skipIf(noVersitygw)(`versitygw${noVersitygw === undefined ? '' : `: ${noVersitygw}`}`, () => {
  holds(startVersitygw);
});

const Bucket = 'bucket';
const Key = 'k';
const BIG = Buffer.alloc(5 * 1024 * 1024, 7);
const MISSING =
  'The upload was created using a crc32 checksum. The complete request must include the checksum for each part. It was missing for part 1 in the request.';

function holds(start: () => Promise<S3Server>): void {
  let server: S3Server;
  let s3: api.S3Client;
  beforeAll(async () => {
    server = await start();
    s3 = clientOf(server);
    await s3.send(new api.CreateBucketCommand({ Bucket }));
    await s3.send(new api.PutObjectCommand({ Bucket, Key: 'source', Body: 'tail' }));
  });
  afterAll(async () => {
    s3.destroy();
    await server.stop();
  });

  /** Part 1 is sent, part 2 copied. */
  async function upload(more: Partial<api.CreateMultipartUploadCommandInput>) {
    const begun = await s3.send(new api.CreateMultipartUploadCommand({ Bucket, Key, ...more }));
    const at = { Bucket, Key, UploadId: begun.UploadId };
    const sent = await s3.send(
      new api.UploadPartCommand({
        ...at,
        PartNumber: 1,
        Body: BIG,
        ChecksumAlgorithm: more.ChecksumAlgorithm,
      }),
    );
    const copied = await s3.send(
      new api.UploadPartCopyCommand({ ...at, PartNumber: 2, CopySource: `${Bucket}/source` }),
    );
    const complete = (Parts: api.CompletedPart[]): Promise<api.CompleteMultipartUploadCommandOutput> =>
      s3.send(new api.CompleteMultipartUploadCommand({ ...at, MultipartUpload: { Parts } }));
    return {
      at,
      begun,
      one: { PartNumber: 1, ...sent },
      two: { PartNumber: 2, ...copied.CopyPartResult },
      complete,
    };
  }

  test.for([
    ['CRC32', undefined, 'COMPOSITE'],
    ['CRC32C', undefined, 'COMPOSITE'],
    ['SHA256', undefined, 'COMPOSITE'],
    ['CRC32', 'FULL_OBJECT', 'FULL_OBJECT'],
    ['CRC64NVME', undefined, 'FULL_OBJECT'],
  ] as const)('%s, %s: parts and object have their checksums', async ([ChecksumAlgorithm, asked, type]) => {
    const { begun, one, two, complete } = await upload({
      ChecksumAlgorithm,
      ...(asked !== undefined && { ChecksumType: asked }),
    });
    expect(begun).toMatchObject({ ChecksumAlgorithm, ChecksumType: type });
    const done = await complete([one, two]);
    expect(done.ChecksumType).toBe(type);
    const name = `Checksum${ChecksumAlgorithm}` as const;
    expect(done[name]?.endsWith('-2')).toBe(type === 'COMPOSITE');
    const got = await s3.send(new api.GetObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));
    expect(got[name]).toBe(done[name]);
    // The SDK compares a checksum of the whole with what it has read.
    expect((await got.Body?.transformToByteArray())?.length).toBe(BIG.length + 4);
  });

  test('a part without the checksum is refused', async () => {
    const begun = await s3.send(
      new api.CreateMultipartUploadCommand({ Bucket, Key, ChecksumAlgorithm: 'SHA256' }),
    );
    const part = { Bucket, Key, UploadId: begun.UploadId, PartNumber: 1, Body: 'x' };
    await expect(s3.send(new api.UploadPartCommand(part))).rejects.toThrow(
      'Checksum Type mismatch occurred, expected checksum Type: SHA256, actual checksum Type: CRC32',
    );
    const plain = clientOf(server, { requestChecksumCalculation: 'WHEN_REQUIRED' });
    await expect(plain.send(new api.UploadPartCommand(part))).rejects.toThrow('actual checksum Type: null');
    plain.destroy();
  });

  test('a completion must name them', async () => {
    const { one, two, complete } = await upload({ ChecksumAlgorithm: 'CRC32' });
    await expect(complete([{ PartNumber: 1, ETag: one.ETag }])).rejects.toThrow(MISSING);
    const wrong = complete([{ PartNumber: 1, ETag: one.ETag, ChecksumCRC32: two.ChecksumCRC32 }]);
    await expect(wrong).rejects.toMatchObject({ name: 'InvalidPart' });
  });

  test('lists show them', async () => {
    const { at, one, two } = await upload({ ChecksumAlgorithm: 'CRC32' });
    const { Parts, ...parts } = await s3.send(new api.ListPartsCommand(at));
    expect(parts).toMatchObject({ ChecksumAlgorithm: 'CRC32', ChecksumType: 'COMPOSITE' });
    expect(Parts?.map(({ ChecksumCRC32 }) => ChecksumCRC32)).toEqual([one.ChecksumCRC32, two.ChecksumCRC32]);
    const { Uploads } = await s3.send(new api.ListMultipartUploadsCommand({ Bucket }));
    const found = Uploads?.find(({ UploadId }) => UploadId === at.UploadId);
    expect(found).toMatchObject({ ChecksumAlgorithm: 'CRC32', ChecksumType: 'COMPOSITE' });
  });

  test.for([
    ['SHA256', 'FULL_OBJECT'],
    ['CRC64NVME', 'COMPOSITE'],
  ] as const)('%s cannot be %s', async ([ChecksumAlgorithm, ChecksumType]) => {
    const sent = s3.send(
      new api.CreateMultipartUploadCommand({ Bucket, Key, ChecksumAlgorithm, ChecksumType }),
    );
    await expect(sent).rejects.toMatchObject({ name: 'InvalidRequest' });
  });
}
