import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** Bytes of each checksum, and how it is computed: the values of x-amz-checksum-NAME, before base64. */
const ALGORITHMS: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  crc32: (bytes) => fromUint32(crc32(bytes)),
  crc32c: (bytes) => fromUint32(crc32c(bytes)),
  crc64nvme: (bytes) => crc64nvme(bytes),
  sha1: (bytes) => createHash('sha1').update(bytes).digest(),
  sha256: (bytes) => createHash('sha256').update(bytes).digest(),
};

const PREFIX = 'x-amz-checksum-';

/** Whether a header or trailer of this name holds a checksum that can be checked. */
export function isChecksum(header: string): boolean {
  return header.startsWith(PREFIX) && header.slice(PREFIX.length) in ALGORITHMS;
}

/** The checksum for a header of this name, in base64; undefined for an unknown one. */
export function checksumOf(header: string, bytes: Buffer): string | undefined {
  return ALGORITHMS[header.slice(PREFIX.length)]?.(bytes).toString('base64');
}

function fromUint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** Castagnoli, reflected. */
const CRC32C = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0x82_f6_3b_78 : value >>> 1;
  return value >>> 0;
});

function crc32c(bytes: Buffer): number {
  let value = 0xff_ff_ff_ff;
  for (const byte of bytes) value = (CRC32C[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
  return (value ^ 0xff_ff_ff_ff) >>> 0;
}

/** NVM Express, reflected; in two halves, since BigInt is a hundred times slower. */
const POLYNOMIAL = [0x9a_6c_93_29, 0xac_4b_c9_b5] as const;
const CRC64_HIGH = new Uint32Array(256);
const CRC64_LOW = new Uint32Array(256);
for (let index = 0; index < 256; index += 1) {
  let [high, low] = [0, index];
  for (let bit = 0; bit < 8; bit += 1) {
    const isOdd = low & 1;
    low = (low >>> 1) | ((high & 1) << 31);
    high >>>= 1;
    if (isOdd) [high, low] = [high ^ POLYNOMIAL[0], low ^ POLYNOMIAL[1]];
  }
  CRC64_HIGH[index] = high;
  CRC64_LOW[index] = low;
}

function crc64nvme(bytes: Buffer): Buffer {
  let [high, low] = [0xff_ff_ff_ff, 0xff_ff_ff_ff];
  for (const byte of bytes) {
    const index = (low ^ byte) & 0xff;
    low = ((low >>> 8) | (high << 24)) ^ (CRC64_LOW[index] ?? 0);
    high = (high >>> 8) ^ (CRC64_HIGH[index] ?? 0);
  }
  return Buffer.concat([fromUint32(~high >>> 0), fromUint32(~low >>> 0)]);
}
