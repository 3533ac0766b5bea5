import { expect, test } from 'vitest';
import { checksumOf } from './checksums.ts';

test.for([
  ['crc32', 'cbf43926'],
  ['crc32c', 'e3069283'],
  ['crc64nvme', 'ae8b14860a799888'],
  ['sha1', 'f7c3bc1d808e04732adf679965ccc34ca7ae3441'],
] as const)('%s of 123456789 is %s', ([name, hex]) => {
  expect(checksumOf(`x-amz-checksum-${name}`, Buffer.from('123456789'))).toBe(
    Buffer.from(hex, 'hex').toString('base64'),
  );
});
