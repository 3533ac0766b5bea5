import { Failure } from '@leat/pipe';
import { StorageError, type Reason } from '../storage-error.ts';
import {
  hintOfCode,
  reasonOfCode,
  reasonOfConnection,
  reasonOfStatus,
  wordingOfCode,
  wordingOfConnection,
} from './errors.data.ts';

/** What the SDK throws; of errors of the connection only `$metadata.attempts` is there. */
interface Thrown extends Error {
  readonly code?: string;
  /** Of errors of the connection, where it was to go. */
  readonly hostname?: string;
  readonly address?: string;
  readonly port?: number;
  readonly $metadata?: {
    readonly httpStatusCode?: number;
    readonly requestId?: string;
    readonly attempts?: number;
  };
  readonly $response?: { readonly headers?: Readonly<Record<string, string>> };
  /** Of `AuthorizationHeaderMalformed`. */
  readonly Region?: string;
}

/**
 * Waits for a request; what the SDK throws becomes a `StorageError`, and a broken off request the signal's reason.
 *
 * @param uri what the message names
 */
export async function onStore<T>(uri: string, request: Promise<T>, signal?: AbortSignal): Promise<T> {
  try {
    return await request;
  } catch (cause) {
    throw signal?.aborted === true ? signal.reason : fromS3(uri, cause as Thrown);
  }
}

/** Options of a request that ends with a signal. */
export function until(signal: AbortSignal | undefined): { abortSignal?: AbortSignal } {
  return signal === undefined ? {} : { abortSignal: signal };
}

/** The code of the store's error behind a `StorageError`: `PreconditionFailed`; of a HEAD, `NotFound` or `Unknown`. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof StorageError ? (error.cause as Thrown | undefined)?.name : undefined;
}

export function statusOf(error: unknown): number | undefined {
  if (!(error instanceof StorageError)) return undefined;
  return (error.cause as Thrown | undefined)?.$metadata?.httpStatusCode;
}

/** Whether a request was made more than once, or its answer got lost, so that an earlier try may have been done. */
export function mayBeDone(error: unknown): boolean {
  if (!(error instanceof StorageError)) return false;
  const { $metadata } = (error.cause ?? {}) as Partial<Thrown>;
  return error.class === 'retry' || ($metadata?.attempts ?? 1) > 1;
}

/** What to throw instead of what the SDK threw. What is no error of a store is a bug, and keeps its own type. */
export function fromS3(uri: string, cause: Thrown): unknown {
  if (cause instanceof Failure) return cause;
  const setUp = fromSetUp(uri, cause);
  if (setUp !== undefined) return setUp;
  const status = cause.$metadata?.httpStatusCode;
  if (status !== undefined) return fromAnswer(uri, cause, status);
  const code = cause.code !== undefined && cause.code in wordingOfConnection ? cause.code : cause.name;
  const reason = reasonOfConnection[code] ?? 'unavailable';
  const wording = `${wordingOfConnection[code] ?? cause.message}${placeOf(cause)}`;
  const isConnection = code in wordingOfConnection || CONNECTION.test(cause.code ?? '');
  return isConnection ? new StorageError(reason, `${uri}: ${wording}`, { cause }) : cause;
}

function placeOf({ hostname, address, port }: Thrown): string {
  const place = hostname ?? (address === undefined ? undefined : `${address}:${port}`);
  return place === undefined ? '' : ` (${place})`;
}

/** Of the system, of the parser of HTTP, of TLS and of streams. */
const CONNECTION = /^(E[A-Z0-9]+$|HPE_|ERR_SSL_|ERR_TLS_|ERR_STREAM_)/;

/** Nothing can be asked at all: these come before any request. */
function fromSetUp(uri: string, cause: Thrown): Failure | undefined {
  if (cause.name === 'CredentialsProviderError' || cause.name === 'TokenProviderError')
    return new Failure('fatal', 'bad_credentials', `${uri}: no credentials for S3: ${cause.message}`, {
      cause,
      hint: 'set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE',
    });
  if (cause.message === 'Region is missing')
    return new Failure('fatal', 'no_region', `${uri}: the region of the bucket is not known`, {
      cause,
      hint: 'set AWS_REGION',
    });
  if (cause.name === 'EndpointError')
    return new Failure('fatal', 'bad_endpoint', `${uri}: ${cause.message}`, {
      cause,
      hint: 'check AWS_REGION, the endpoint and the name of the bucket',
    });
  return undefined;
}

function fromAnswer(uri: string, cause: Thrown, status: number): StorageError {
  const reason = reasonOf(cause.name, status);
  const requestId = cause.$metadata?.requestId;
  const suffix = requestId === undefined ? '' : ` (request ${requestId.split(',')[0]})`;
  const retryAfter = Number(cause.$response?.headers?.['retry-after'] ?? Number.NaN);
  const hint = hintOfCode[cause.name];
  return new StorageError(reason, `${uri}: ${wordingOf(uri, cause, status)}${suffix}`, {
    cause,
    ...(hint !== undefined && { hint }),
    ...(retryAfter >= 0 && { retryAfterSeconds: retryAfter }),
  });
}

function reasonOf(code: string, status: number): Reason {
  return reasonOfCode[code] ?? reasonOfStatus[status] ?? (status < 500 ? 'denied' : 'unavailable');
}

function wordingOf(uri: string, cause: Thrown, status: number): string {
  const region = cause.$response?.headers?.['x-amz-bucket-region'] ?? cause.Region;
  if (cause.name === 'NoSuchBucket') return `there is no bucket ${bucketOf(uri)}`;
  if (region !== undefined && (status === 301 || status === 400))
    return `its bucket is in the region ${region}; set AWS_REGION to it`;
  if (status === 301) return 'its bucket is in another region; set AWS_REGION to it';
  const known = wordingOfCode[cause.name];
  if (known !== undefined) return known;
  // A HEAD is answered without a body, so that there is a status only.
  if (cause.name !== 'Unknown' && cause.message !== 'UnknownError') return `${cause.name}: ${cause.message}`;
  return wordingOfStatus[status] ?? `the store answered ${status}`;
}

const wordingOfStatus: Readonly<Record<number, string>> = {
  400: 'the store does not understand the request; is the region right, and the access key?',
  403: 'access is denied; what is not there is denied, too, to who may not list the bucket (s3:ListBucket)',
  404: 'there is no such object',
  412: 'it is not what it was',
};

function bucketOf(uri: string): string {
  return uri.split('/')[2] ?? uri;
}
