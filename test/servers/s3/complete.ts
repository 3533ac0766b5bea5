import { bucketOf, header, xmlReply, type Call, type Reply } from './call.ts';
import { checkWrite } from './conditions.ts';
import { join } from './content.ts';
import { multipartEtag, quoted, unquoted } from './etag.ts';
import { checkListed, checksumElement, wholeChecksum } from './part-checksums.ts';
import { refuse } from './refusal.ts';
import { now, putObject, type Part, type Upload } from './state.ts';
import { MAX_PARTS, uploadOf } from './uploads.ts';
import { document, elements, readElements, readText } from './xml.ts';

/** Bytes of every part but the last. */
const MIN_PART = 5 * 1024 * 1024;
const MAX_OBJECT = 5 * 1024 ** 4;

/** CompleteMultipartUpload. When it is refused, the upload stays as it was. */
export function complete(call: Call): Reply {
  const bucket = bucketOf(call);
  const upload = uploadOf(call);
  const parts = chosenParts(call.payload.bytes.toString(), upload);
  const content = join(parts.map((part) => part.content));
  const size = header(call, 'x-amz-mp-object-size');
  if (size !== undefined && Number(size) !== content.size) {
    refuse(
      'InvalidRequest',
      `The provided 'x-amz-mp-object-size' header value ${size} does not match the size of the object: ${content.size}`,
    );
  }
  if (content.size > MAX_OBJECT) refuse('EntityTooLarge');
  if (!call.quirks.ignoresCompleteConditions) checkWrite(call);
  const etag = multipartEtag(parts);
  const { metadata, contentType } = upload;
  const checksums = wholeChecksum(parts, content, upload);
  putObject(bucket, call.key, { content, etag, metadata, contentType, checksums, modified: now() });
  bucket.uploads.delete(upload.uploadId);
  const Location = `/${call.bucketName}/${encodeURIComponent(call.key)}`;
  return xmlReply(
    document(
      'CompleteMultipartUploadResult',
      elements({
        Location,
        Bucket: call.bucketName,
        Key: call.key,
        ETag: quoted(etag),
        ...checksumElement(upload, upload.checksum && checksums[upload.checksum.header]),
        ChecksumType: upload.checksum?.type,
      }),
    ),
  );
}

function chosenParts(xml: string, upload: Upload): Part[] {
  const listed = readElements(xml, 'Part').map((part) => ({
    part,
    number: Number(readText(part, 'PartNumber') ?? refuse('MalformedXML')),
    etag: unquoted(readText(part, 'ETag') ?? refuse('MalformedXML')),
  }));
  if (listed.length === 0 || listed.length > MAX_PARTS) refuse('MalformedXML');
  const parts = listed.map(({ part: element, number, etag }, index) => {
    if (index > 0 && number <= (listed[index - 1]?.number ?? 0)) refuse('InvalidPartOrder');
    const part = upload.parts.get(number);
    if (part?.etag !== etag) {
      refuse('InvalidPart', undefined, { UploadId: upload.uploadId, PartNumber: String(number), ETag: etag });
    }
    checkListed(element, number, part, upload);
    return part;
  });
  for (const [index, part] of parts.slice(0, -1).entries()) {
    if (part.content.size < MIN_PART) {
      refuse('EntityTooSmall', undefined, {
        ProposedSize: String(part.content.size),
        MinSizeAllowed: String(MIN_PART),
        PartNumber: String(listed[index]?.number),
        ETag: part.etag,
      });
    }
  }
  return parts;
}
