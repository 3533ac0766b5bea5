import { bucketOf, countOf, xmlReply, type Call, type Reply } from './call.ts';
import { quoted } from './etag.ts';
import { encodeKey, encodingOf } from './list-encoding.ts';
import { refuse } from './refusal.ts';
import { sortedKeys, type Bucket } from './state.ts';
import { document, elements } from './xml.ts';

const MAX_KEYS = 1000;

interface Page {
  readonly keys: readonly string[];
  readonly commonPrefixes: readonly string[];
  /** The last key or common prefix of the page when there are more. */
  readonly last: string | undefined;
}

/** ListObjectsV2. */
export function listObjects(call: Call): Reply {
  const bucket = bucketOf(call);
  const { query } = call;
  if (query.get('list-type') !== '2') refuse('NotImplemented');
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const startAfter = query.get('start-after');
  const token = query.get('continuation-token');
  const max = countOf(call, 'max-keys', MAX_KEYS, MAX_KEYS);
  const encoding = encodingOf(call);
  const page = readPage(bucket, { prefix, delimiter, after: readToken(token) ?? startAfter ?? '', max });
  const encode = (key: string): string => encodeKey(key, encoding);
  return xmlReply(
    document(
      'ListBucketResult',
      elements({
        Name: call.bucketName,
        Prefix: encode(prefix),
        Delimiter: delimiter === '' ? undefined : encode(delimiter),
        StartAfter: startAfter === undefined ? undefined : encode(startAfter),
        ContinuationToken: token,
        NextContinuationToken: page.last === undefined ? undefined : writeToken(page.last),
        KeyCount: page.keys.length + page.commonPrefixes.length,
        MaxKeys: max,
        EncodingType: encoding,
        IsTruncated: page.last !== undefined,
        Contents: page.keys.map((key) => describe(bucket, key, encode(key))),
        CommonPrefixes: page.commonPrefixes.map((common) => elements({ Prefix: encode(common) })),
      }),
    ),
  );
}

function describe(bucket: Bucket, key: string, Key: string): ReturnType<typeof elements> {
  const object = bucket.objects.get(key);
  return elements({
    Key,
    LastModified: object?.modified.toISOString(),
    ETag: object && quoted(object.etag),
    Size: object?.content.size,
    StorageClass: 'STANDARD',
  });
}

function readPage(
  bucket: Bucket,
  { prefix, delimiter, after, max }: { prefix: string; delimiter: string; after: string; max: number },
): Page {
  const keys: string[] = [];
  const commonPrefixes: string[] = [];
  let last: string | undefined;
  if (max === 0) return { keys, commonPrefixes, last };
  const order = sortedKeys(bucket);
  // Keys with one prefix lie together.
  const first = Math.max(firstFrom(order, prefix), after === '' ? 0 : firstFrom(order, `${after}\0`));
  for (let index = first; order[index]?.startsWith(prefix); index += 1) {
    const key = order[index] ?? '';
    const at = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    const common = at < 0 ? undefined : key.slice(0, at + delimiter.length);
    // Told already, on this page or on the one before.
    if (common !== undefined && (common === commonPrefixes.at(-1) || common === after)) continue;
    if (keys.length + commonPrefixes.length === max) return { keys, commonPrefixes, last };
    if (common === undefined) keys.push(key);
    else commonPrefixes.push(common);
    last = common ?? key;
  }
  return { keys, commonPrefixes, last: undefined };
}

/** Index of the first key that is this text or behind it, in bytewise order. */
function firstFrom(order: readonly string[], text: string): number {
  const bytes = Buffer.from(text);
  let [low, high] = [0, order.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (Buffer.compare(Buffer.from(order[middle] ?? ''), bytes) >= 0) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Nobody shall take it for a key. */
function writeToken(last: string): string {
  return `1${Buffer.from(last).toString('base64')}`;
}

function readToken(token: string | undefined): string | undefined {
  if (token === undefined) return undefined;
  const key = Buffer.from(token.slice(1), 'base64').toString();
  if (writeToken(key) !== token) refuse('InvalidArgument', 'The continuation token provided is incorrect');
  return key;
}
