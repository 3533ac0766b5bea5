import { bucketOf, countOf, xmlReply, type Call, type Reply } from './call.ts';
import { quoted } from './etag.ts';
import { encodeKey, encodingOf } from './list-encoding.ts';
import { checksumElement } from './part-checksums.ts';
import { sortByBytes, type Upload } from './state.ts';
import { uploadOf } from './uploads.ts';
import { document, elements } from './xml.ts';

const MAX = 1000;

/** ListParts. */
export function listParts(call: Call): Reply {
  const upload = uploadOf(call);
  const after = countOf(call, 'part-number-marker', 0, Number.MAX_SAFE_INTEGER);
  const max = countOf(call, 'max-parts', MAX, MAX);
  const rest = [...upload.parts].filter(([number]) => number > after).sort(([a], [b]) => a - b);
  const page = rest.slice(0, max);
  const Part = page.map(([PartNumber, { content, etag, checksum, modified }]) =>
    elements({
      PartNumber,
      ...checksumElement(upload, checksum),
      LastModified: modified.toISOString(),
      ETag: quoted(etag),
      Size: content.size,
    }),
  );
  return xmlReply(
    document(
      'ListPartsResult',
      elements({
        Bucket: call.bucketName,
        Key: call.key,
        UploadId: upload.uploadId,
        PartNumberMarker: after,
        NextPartNumberMarker: page.at(-1)?.[0] ?? 0,
        MaxParts: max,
        IsTruncated: page.length < rest.length,
        ChecksumAlgorithm: upload.checksum?.algorithm,
        ChecksumType: upload.checksum?.type,
        Part,
      }),
    ),
  );
}

/** ListMultipartUploads: by key, those of one key from the oldest on. */
export function listUploads(call: Call): Reply {
  const bucket = bucketOf(call);
  const prefix = call.query.get('prefix') ?? '';
  const keyMarker = call.query.get('key-marker') ?? '';
  const idMarker = call.query.get('upload-id-marker') ?? '';
  const max = countOf(call, 'max-uploads', MAX, MAX);
  const encoding = encodingOf(call);
  const rest = afterMarkers(inOrder([...bucket.uploads.values()]), keyMarker, idMarker).filter(({ key }) =>
    key.startsWith(prefix),
  );
  const page = rest.slice(0, max);
  const isTruncated = page.length < rest.length;
  const last = isTruncated ? page.at(-1) : undefined;
  return xmlReply(
    document(
      'ListMultipartUploadsResult',
      elements({
        Bucket: call.bucketName,
        KeyMarker: encodeKey(keyMarker, encoding),
        UploadIdMarker: idMarker,
        NextKeyMarker: last && encodeKey(last.key, encoding),
        NextUploadIdMarker: last?.uploadId,
        Prefix: encodeKey(prefix, encoding),
        EncodingType: encoding,
        MaxUploads: max,
        IsTruncated: isTruncated,
        Upload: page.map(({ key, uploadId, begun, checksum }) =>
          elements({
            Key: encodeKey(key, encoding),
            UploadId: uploadId,
            Initiated: begun.toISOString(),
            ChecksumAlgorithm: checksum?.algorithm,
            ChecksumType: checksum?.type,
          }),
        ),
      }),
    ),
  );
}

function inOrder(uploads: readonly Upload[]): Upload[] {
  const byKey = Map.groupBy(uploads, ({ key }) => key);
  return sortByBytes([...byKey.keys()]).flatMap((key) => byKey.get(key) ?? []);
}

/** The upload-id-marker counts only with the key-marker that it belongs to. */
function afterMarkers(uploads: readonly Upload[], keyMarker: string, idMarker: string): Upload[] {
  if (keyMarker === '') return [...uploads];
  const marker = Buffer.from(keyMarker);
  const at = uploads.findIndex(({ key, uploadId }) => key === keyMarker && uploadId === idMarker);
  return uploads.filter(({ key }, index) => {
    const order = Buffer.compare(Buffer.from(key), marker);
    return order > 0 || (order === 0 && at >= 0 && index > at);
  });
}
