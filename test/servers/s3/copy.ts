import { bucketOf, header, xmlReply, type Call, type Reply } from './call.ts';
import { checkSource, checkWrite } from './conditions.ts';
import { slice } from './content.ts';
import { etagOf, quoted } from './etag.ts';
import { givenMetadata } from './metadata.ts';
import { readCopyRange } from './range.ts';
import { refuse } from './refusal.ts';
import { now, putObject, type StoredObject } from './state.ts';
import { checksumElement, computedChecksum } from './part-checksums.ts';
import { document, elements, type Xml } from './xml.ts';
import { uploadOf, partNumberOf } from './uploads.ts';

/** Bytes that one copy can hold. */
const MAX_COPY = 5 * 1024 ** 3;

/** CopyObject. */
export function copyObject(call: Call): Reply {
  const bucket = bucketOf(call);
  const { object: source, isSame } = sourceOf(call);
  const directive = header(call, 'x-amz-metadata-directive') ?? 'COPY';
  if (directive !== 'COPY' && directive !== 'REPLACE') {
    refuse('InvalidArgument', 'Unknown metadata directive.', { ArgumentValue: directive });
  }
  if (isSame && directive === 'COPY') {
    refuse(
      'InvalidRequest',
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    );
  }
  checkSource(call, source);
  if (source.content.size > MAX_COPY) tooLarge();
  checkWrite(call);
  const { content } = source;
  const etag = etagOf(content, call.quirks);
  const described = directive === 'REPLACE' ? givenMetadata(call) : source;
  const { metadata, contentType } = described;
  const modified = now();
  putObject(bucket, call.key, { content, etag, metadata, contentType, checksums: {}, modified });
  return xmlReply(document('CopyObjectResult', result(etag, modified)));
}

/** UploadPartCopy. */
export function copyPart(call: Call): Reply {
  const partNumber = partNumberOf(call);
  const upload = uploadOf(call);
  const { object: source } = sourceOf(call);
  checkSource(call, source);
  const { start, end } = readCopyRange(header(call, 'x-amz-copy-source-range'), source.content.size);
  if (end - start > MAX_COPY) tooLarge();
  const content = slice(source.content, start, end);
  const etag = etagOf(content, call.quirks);
  const modified = now();
  const checksum = computedChecksum(content, upload);
  upload.parts.set(partNumber, { content, etag, checksum, modified });
  return xmlReply(document('CopyPartResult', result(etag, modified, checksumElement(upload, checksum))));
}

function result(etag: string, modified: Date, more: Readonly<Record<string, string>> = {}): Xml {
  return elements({ LastModified: modified.toISOString(), ETag: quoted(etag), ...more });
}

/** `bucket/key`, with or without a slash in front, percent-encoded; a plus sign is a space, as everywhere in S3. */
function sourceOf(call: Call): { readonly object: StoredObject; readonly isSame: boolean } {
  const text = header(call, 'x-amz-copy-source') ?? '';
  const [, bucketName = '', key = ''] = /^\/?([^/]+)\/([\s\S]+)$/.exec(decode(text)) ?? [];
  if (key === '') {
    refuse('InvalidArgument', 'Copy Source must mention the source bucket and key: sourcebucket/sourcekey', {
      ArgumentName: 'x-amz-copy-source',
      ArgumentValue: text,
    });
  }
  const bucket = bucketOf({ ...call, bucketName });
  const object = bucket.objects.get(key) ?? refuse('NoSuchKey', undefined, { Key: key });
  return { object, isSame: bucketName === call.bucketName && key === call.key };
}

function decode(text: string): string {
  if (text.includes('?')) refuse('NotImplemented');
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    refuse('InvalidArgument', 'Invalid copy source encoding.', { ArgumentName: 'x-amz-copy-source' });
  }
}

function tooLarge(): never {
  refuse(
    'InvalidRequest',
    `The specified copy source is larger than the maximum allowable size for a copy source: ${MAX_COPY}`,
  );
}
