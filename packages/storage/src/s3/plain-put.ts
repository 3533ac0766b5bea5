import type { PutObjectCommand, PutObjectCommandInput, PutObjectCommandOutput } from '@aws-sdk/client-s3';
import { hash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import type { S3 } from './client.ts';
import { until } from './from-s3.ts';

/** What a `PutObject` is made of here: nothing else is ever sent with one that goes the plain way. */
type PlainInput = Pick<
  PutObjectCommandInput,
  'ContentMD5' | 'ContentType' | 'IfMatch' | 'IfNoneMatch' | 'Metadata'
> & { readonly Key: string; readonly Body: Buffer };

/**
 * Sends an object as the SDK would, without what the SDK puts around each request, which costs three times as much as
 * the rest of it.
 *
 * @returns undefined where it does not simply succeed, for whatever reason: then the SDK is asked to do it, which
 *   knows what can be done about it; the object may be there already
 */
export type PlainPut = (
  input: PlainInput,
  signal: AbortSignal | undefined,
) => Promise<PutObjectCommandOutput | undefined>;

/** Of a request that the SDK has signed and sent. */
interface SentRequest {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Once the SDK has put an object, it is known where the others of the bucket go, and for what they are signed. */
export function learnFrom(s3: S3, bucket: string, command: PutObjectCommand): void {
  command.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const plain = await plainPut(s3, command.input.Key!, args.request as SentRequest);
      if (plain !== undefined) s3.plainPuts.set(bucket, plain);
      return result;
    },
    { step: 'deserialize', name: 'leatPlainPut', priority: 'high' },
  );
}

/** AWS General Reference, "Signature Version 4": one account, one region, and not a session of S3 Express. */
const SIGNED = /^AWS4-HMAC-SHA256 Credential=[^,]+\/\d{8}\/(?<region>[^/,]+)\/s3\/aws4_request,/;

async function plainPut(s3: S3, key: string, sent: SentRequest): Promise<PlainPut | undefined> {
  const region = SIGNED.exec(sent.headers['authorization'] ?? '')?.groups?.['region'];
  const path = encodeKey(key);
  if (region === undefined || !sent.path.endsWith(path)) return undefined;
  const { config } = s3.client;
  const service = { signingName: 's3', signingRegion: region };
  const signer = await config.signer({ name: 'sigv4', ...service, properties: {} });
  const { protocol, hostname, port, headers } = sent;
  const place = { protocol, hostname, ...(port !== undefined && { port }), method: 'PUT', query: {} };
  const prefix = sent.path.slice(0, -path.length);
  const whose = { host: headers['host']!, 'user-agent': headers['user-agent']! };

  return async (input, signal) => {
    try {
      const request = {
        ...place,
        path: prefix + encodeKey(input.Key),
        headers: { ...whose, ...headersOf(input) },
        body: input.Body,
      };
      const signingDate = new Date(Date.now() + config.systemClockOffset);
      const signed = await signer.sign(request, {
        signingDate,
        signingRegion: region,
        signingService: service.signingName,
      });
      const { response } = await config.requestHandler.handle(signed as never, until(signal));
      return outputOf(response);
    } catch {
      // The SDK will say it better, if it meets it too.
      return undefined;
    }
  };
}

function headersOf({
  Body,
  ContentMD5,
  ContentType,
  IfMatch,
  IfNoneMatch,
  Metadata = {},
}: PlainInput): Record<string, string> {
  return {
    'content-length': String(Body.length),
    'content-type': ContentType ?? 'application/octet-stream',
    'x-amz-content-sha256': hash('sha256', Body, 'hex'),
    ...(ContentMD5 === undefined ? checksum(Body) : { 'content-md5': ContentMD5 }),
    ...(IfMatch !== undefined && { 'if-match': IfMatch }),
    ...(IfNoneMatch !== undefined && { 'if-none-match': IfNoneMatch }),
    ...Object.fromEntries(Object.entries(Metadata).map(([name, value]) => [`x-amz-meta-${name}`, value])),
  };
}

/** S3 User Guide, "Checking object integrity": four bytes, the highest first, in base64. */
function checksum(bytes: Buffer): Record<string, string> {
  const value = Buffer.alloc(4);
  value.writeUInt32BE(crc32(bytes));
  return { 'x-amz-sdk-checksum-algorithm': 'CRC32', 'x-amz-checksum-crc32': value.toString('base64') };
}

function outputOf(response: {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Readable;
}): PutObjectCommandOutput | undefined {
  const { statusCode, headers, body } = response;
  // Without it the connection would not be used again. What goes wrong with it is of no interest any more.
  body?.once('error', () => {}).resume();
  // Some stores put an error into an answer of 200.
  if (statusCode !== 200 || headers['content-length'] !== '0') return undefined;
  return {
    ETag: headers['etag'],
    ServerSideEncryption: headers[
      'x-amz-server-side-encryption'
    ] as PutObjectCommandOutput['ServerSideEncryption'],
    SSECustomerAlgorithm: headers['x-amz-server-side-encryption-customer-algorithm'],
    $metadata: { date: headers['date'] } as PutObjectCommandOutput['$metadata'],
  };
}

/** RFC 3986 2.3: all but the unreserved characters are escaped; a slash stays. */
function encodeKey(key: string): string {
  return key
    .split('/')
    .map((part) =>
      encodeURIComponent(part).replace(
        /[!'()*]/g,
        (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
      ),
    )
    .join('/');
}
