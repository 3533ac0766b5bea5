import { bucketOf, header, xmlReply, type Call, type Reply } from './call.ts';
import { checkWrite, isUnmodified, matches } from './conditions.ts';
import { contentOf, slice } from './content.ts';
import { etagOf, quoted } from './etag.ts';
import { givenMetadata, metadataHeaders } from './metadata.ts';
import { readRange } from './range.ts';
import { refuse } from './refusal.ts';
import { now, putObject, removeObject, type Bucket, type StoredObject } from './state.ts';
import { document, elements, readElements, readText, type Xml } from './xml.ts';

export function put(call: Call): Reply {
  const bucket = bucketOf(call);
  const given = givenMetadata(call);
  checkWrite(call);
  const content = contentOf(call.payload.bytes);
  const etag = etagOf(content, call.quirks);
  const { checksums } = call.payload;
  putObject(bucket, call.key, { ...given, content, etag, checksums, modified: now() });
  return { status: 200, headers: { etag: quoted(etag), ...checksums } };
}

export function get(call: Call): Reply {
  const object = bucketOf(call).objects.get(call.key) ?? refuse('NoSuchKey', undefined, { Key: call.key });
  const headers = {
    etag: quoted(object.etag),
    'last-modified': object.modified.toUTCString(),
    'accept-ranges': 'bytes',
  };
  if (isUnmodified(call, object)) return { status: 304, headers };
  const { content } = object;
  const described = { ...headers, 'content-type': object.contentType, ...metadataHeaders(object) };
  const range = readRange(header(call, 'range'), content.size, call.quirks.noSuffixRanges);
  if (!range) {
    const asked = header(call, 'x-amz-checksum-mode')?.toUpperCase() === 'ENABLED';
    return { status: 200, headers: { ...described, ...(asked && object.checksums) }, body: content };
  }
  const { start, end } = range;
  return {
    status: 206,
    headers: { ...described, 'content-range': `bytes ${start}-${end - 1}/${content.size}` },
    body: slice(content, start, end),
  };
}

export function remove(call: Call): Reply {
  const bucket = bucketOf(call);
  checkRemoval(call, bucket.objects.get(call.key), header(call, 'if-match'));
  removeObject(bucket, call.key);
  return { status: 204 };
}

const MAX_KEYS = 1000;

/** DeleteObjects. */
export function removeMany(call: Call): Reply {
  const bucket = bucketOf(call);
  const { headers, payload } = call;
  if (headers['content-md5'] === undefined && Object.keys(payload.checksums).length === 0) {
    refuse('InvalidRequest', 'Missing required header for this request: Content-MD5 OR x-amz-checksum-*');
  }
  const xml = payload.bytes.toString();
  const wanted = readElements(xml, 'Object');
  if (wanted.length === 0 || wanted.length > MAX_KEYS) refuse('MalformedXML');
  const isQuiet = readText(xml, 'Quiet') === 'true';
  const deleted: Xml[] = [];
  const failed: Xml[] = [];
  for (const one of wanted) {
    const Key = readText(one, 'Key') ?? refuse('MalformedXML');
    const problem = removalProblem(bucket, Key, readText(one, 'ETag'));
    if (problem) failed.push(elements({ Key, ...problem }));
    else {
      removeObject(bucket, Key);
      if (!isQuiet) deleted.push(elements({ Key }));
    }
  }
  return xmlReply(document('DeleteResult', elements({ Deleted: deleted, Error: failed })));
}

function checkRemoval(call: Call, object: StoredObject | undefined, ifMatch: string | undefined): void {
  if (ifMatch === undefined || call.quirks.ignoresConditions) return;
  if (!object) refuse('NoSuchKey', undefined, { Key: call.key });
  if (!matches(ifMatch, object.etag)) refuse('PreconditionFailed', undefined, { Condition: 'If-Match' });
}

function removalProblem(
  bucket: Bucket,
  key: string,
  ifMatch: string | undefined,
): { Code: string; Message: string } | undefined {
  const object = bucket.objects.get(key);
  if (ifMatch === undefined || (object && matches(ifMatch, object.etag))) return undefined;
  return object
    ? { Code: 'PreconditionFailed', Message: 'At least one of the pre-conditions you specified did not hold' }
    : { Code: 'NoSuchKey', Message: 'The specified key does not exist.' };
}
