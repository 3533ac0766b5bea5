import { header, type Call } from './call.ts';
import { checksumOf, isChecksum } from './checksums.ts';
import { standIn, type Content } from './content.ts';
import { refuse } from './refusal.ts';
import type { Part, Upload } from './state.ts';
import { readText } from './xml.ts';

/**
 * The checksum that a multipart upload was begun with: then every part must bring one, and so must its completion.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html
 */
export interface UploadChecksum {
  /** `x-amz-checksum-crc32` */
  readonly header: string;
  /** `CRC32` */
  readonly algorithm: string;
  /** Of the parts' checksums, or of all bytes. */
  readonly type: 'COMPOSITE' | 'FULL_OBJECT';
}

/** What CreateMultipartUpload asks for. */
export function askedChecksum(call: Call): UploadChecksum | undefined {
  const algorithm = header(call, 'x-amz-checksum-algorithm')?.toUpperCase();
  if (algorithm === undefined) return undefined;
  const name = `x-amz-checksum-${algorithm.toLowerCase()}`;
  if (!isChecksum(name)) refuse('InvalidRequest', 'Checksum algorithm provided is unsupported.');
  const isNvme = algorithm === 'CRC64NVME';
  const type = header(call, 'x-amz-checksum-type') ?? (isNvme ? 'FULL_OBJECT' : 'COMPOSITE');
  const isPossible = type === 'COMPOSITE' ? !isNvme : type === 'FULL_OBJECT' && algorithm.startsWith('CRC');
  if (!isPossible) {
    refuse(
      'InvalidRequest',
      `The ${type} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`,
    );
  }
  return { header: name, algorithm, type: type as UploadChecksum['type'] };
}

/** The checksum that came with a part, where the upload wants one. */
export function givenChecksum({ payload }: Call, { checksum }: Upload): string | undefined {
  if (!checksum) return undefined;
  const given = payload.checksums[checksum.header];
  if (given === undefined) {
    const [actual] = Object.keys(payload.checksums);
    const name = actual?.slice('x-amz-checksum-'.length).toUpperCase() ?? 'null';
    refuse(
      'InvalidRequest',
      `Checksum Type mismatch occurred, expected checksum Type: ${checksum.algorithm}, actual checksum Type: ${name}`,
    );
  }
  return given;
}

/** Of a part that the server copies it computes the checksum itself. */
export function computedChecksum(content: Content, { checksum }: Upload): string | undefined {
  return checksum && checksumOf(checksum.header, standIn(content));
}

/** As an element of a reply: `ChecksumCRC32`. */
export function checksumElement({ checksum }: Upload, value: string | undefined): Record<string, string> {
  return checksum && value !== undefined ? { [`Checksum${checksum.algorithm}`]: value } : {};
}

/** Compares what the completion says of a part. */
export function checkListed(xml: string, number: number, part: Part, { checksum }: Upload): void {
  if (!checksum) return;
  const given = readText(xml, `Checksum${checksum.algorithm}`);
  if (given === undefined) {
    refuse(
      'InvalidRequest',
      `The upload was created using a ${checksum.algorithm.toLowerCase()} checksum. The complete request must include the checksum for each part. It was missing for part ${number} in the request.`,
    );
  }
  if (given !== part.checksum) refuse('InvalidPart', undefined, { PartNumber: String(number) });
}

/** The checksum of the whole object, as a header. */
export function wholeChecksum(
  parts: readonly Part[],
  content: Content,
  { checksum }: Upload,
): Record<string, string> {
  if (!checksum) return {};
  const bytes =
    checksum.type === 'COMPOSITE'
      ? Buffer.concat(parts.map((part) => Buffer.from(part.checksum ?? '', 'base64')))
      : standIn(content);
  const value = checksumOf(checksum.header, bytes) ?? '';
  const suffix = checksum.type === 'COMPOSITE' ? `-${parts.length}` : '';
  return { [checksum.header]: `${value}${suffix}`, 'x-amz-checksum-type': checksum.type };
}
