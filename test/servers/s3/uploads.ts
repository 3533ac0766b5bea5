import { randomBytes } from 'node:crypto';
import { bucketOf, xmlReply, type Call, type Reply } from './call.ts';
import { contentOf } from './content.ts';
import { etagOf, quoted } from './etag.ts';
import { givenMetadata } from './metadata.ts';
import { askedChecksum, givenChecksum } from './part-checksums.ts';
import { refuse } from './refusal.ts';
import { now, type Upload } from './state.ts';
import { document, elements } from './xml.ts';

export const MAX_PARTS = 10_000;

export function uploadOf(call: Call): Upload {
  const uploadId = call.query.get('uploadId') ?? '';
  const upload = bucketOf(call).uploads.get(uploadId);
  if (!upload || upload.key !== call.key) refuse('NoSuchUpload', undefined, { UploadId: uploadId });
  return upload;
}

export function partNumberOf({ query }: Call): number {
  const partNumber = Number(query.get('partNumber'));
  if (!Number.isInteger(partNumber) || partNumber < 1 || partNumber > MAX_PARTS) {
    refuse('InvalidArgument', `Part number must be an integer between 1 and ${MAX_PARTS}, inclusive`, {
      ArgumentName: 'partNumber',
      ArgumentValue: query.get('partNumber') ?? '',
    });
  }
  return partNumber;
}

/** CreateMultipartUpload. */
export function create(call: Call): Reply {
  const { key, bucketName } = call;
  const uploadId = randomBytes(24).toString('base64url');
  const checksum = askedChecksum(call);
  const upload = { uploadId, key, begun: now(), ...givenMetadata(call), checksum, parts: new Map() };
  bucketOf(call).uploads.set(uploadId, upload);
  const body = elements({ Bucket: bucketName, Key: key, UploadId: uploadId });
  const reply = xmlReply(document('InitiateMultipartUploadResult', body));
  const asked = checksum && {
    'x-amz-checksum-algorithm': checksum.algorithm,
    'x-amz-checksum-type': checksum.type,
  };
  return { ...reply, headers: { ...reply.headers, ...asked } };
}

/** UploadPart. */
export function putPart(call: Call): Reply {
  const partNumber = partNumberOf(call);
  const upload = uploadOf(call);
  const content = contentOf(call.payload.bytes);
  const etag = etagOf(content, call.quirks);
  const checksum = givenChecksum(call, upload);
  upload.parts.set(partNumber, { content, etag, checksum, modified: now() });
  return { status: 200, headers: { etag: quoted(etag), ...call.payload.checksums } };
}

/** AbortMultipartUpload. */
export function abort(call: Call): Reply {
  bucketOf(call).uploads.delete(uploadOf(call).uploadId);
  return { status: 204 };
}
