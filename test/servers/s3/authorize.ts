import type { IncomingHttpHeaders } from 'node:http';
import { refuse } from './refusal.ts';
import { scopeText, sign, signingKey, type Scope } from './signature.ts';

export interface Account {
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface Request {
  readonly method: string;
  /** As it arrived. */
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
  readonly headers: IncomingHttpHeaders;
}

/** What the signature of a request leaves to check on its body. */
export interface Authorized {
  /** `x-amz-content-sha256` or `UNSIGNED-PAYLOAD`. */
  readonly payloadHash: string;
  /** Where the signatures of chunks begin. */
  readonly seed: {
    readonly signature: string;
    readonly time: string;
    readonly scope: string;
    readonly key: Buffer;
  };
}

interface Claim {
  readonly accessKeyId: string;
  readonly scope: Scope;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly time: string;
  readonly payloadHash: string;
  /** Seconds that the claim is good for. */
  readonly expires: number | undefined;
}

const SKEW_SECONDS = 15 * 60;

/** Checks Signature Version 4 in the header or in the query, as AWS does. */
export function authorize(request: Request, account: Account): Authorized {
  const claim = request.headers.authorization === undefined ? inQuery(request) : inHeader(request);
  const { scope, signature, time } = claim;
  if (claim.accessKeyId !== account.accessKeyId) refuse('InvalidAccessKeyId');
  if (scope.region !== account.region || scope.service !== 's3') {
    refuse(
      'AuthorizationHeaderMalformed',
      `The authorization header is malformed; the region '${scope.region}' is wrong; expecting '${account.region}'`,
      { Region: account.region },
    );
  }
  checkTime(claim);
  checkSignedHeaders(request, claim.signedHeaders);
  const key = signingKey(account.secretAccessKey, scope);
  const computed = sign(
    {
      ...request,
      query: request.query.filter(([name]) => name !== 'X-Amz-Signature'),
      headers: claim.signedHeaders.map((name) => [name, String(request.headers[name] ?? '')] as const),
      payloadHash: claim.payloadHash,
    },
    time,
    scope,
    key,
  );
  if (computed !== signature) refuse('SignatureDoesNotMatch');
  return { payloadHash: claim.payloadHash, seed: { signature, time, scope: scopeText(scope), key } };
}

function inHeader({ headers, query }: Request): Claim {
  const match =
    /^AWS4-HMAC-SHA256 +Credential=([^,]+), *SignedHeaders=([^,]+), *Signature=([\da-f]{64})$/.exec(
      headers.authorization ?? '',
    );
  if (!match) refuse('AuthorizationHeaderMalformed');
  if (query.some(([name]) => name === 'X-Amz-Algorithm')) {
    refuse('InvalidArgument', 'Only one auth mechanism allowed');
  }
  const [, credential = '', signedHeaders = '', signature = ''] = match;
  const payloadHash = headers['x-amz-content-sha256'];
  if (typeof payloadHash !== 'string') {
    refuse('InvalidRequest', 'Missing required header for this request: x-amz-content-sha256');
  }
  const time = headers['x-amz-date'];
  if (typeof time !== 'string')
    refuse('AccessDenied', 'AWS authentication requires a valid Date or x-amz-date header');
  return {
    ...readCredential(credential),
    signedHeaders: signedHeaders.split(';'),
    signature,
    time,
    payloadHash,
    expires: undefined,
  };
}

function inQuery({ query, headers }: Request): Claim {
  const values = new Map(query);
  if (!values.has('X-Amz-Algorithm')) refuse('AccessDenied');
  const value = (name: string): string =>
    values.get(`X-Amz-${name}`) ?? refuse('AuthorizationQueryParametersError');
  return {
    ...readCredential(value('Credential')),
    signedHeaders: value('SignedHeaders').split(';'),
    signature: value('Signature'),
    time: value('Date'),
    expires: Number(value('Expires')),
    payloadHash:
      values.get('X-Amz-Content-Sha256') ?? String(headers['x-amz-content-sha256'] ?? 'UNSIGNED-PAYLOAD'),
  };
}

function readCredential(credential: string): { accessKeyId: string; scope: Scope } {
  const [accessKeyId = '', date = '', region = '', service = '', end] = credential.split('/');
  if (end !== 'aws4_request') refuse('AuthorizationHeaderMalformed');
  return { accessKeyId, scope: { date, region, service } };
}

function checkTime({ time, scope, expires }: Claim): void {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(time);
  if (!match || !time.startsWith(scope.date)) refuse('AuthorizationHeaderMalformed');
  const [, year, month, day, hour, minute, second] = match;
  const age = (Date.now() - Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)) / 1000;
  if (expires !== undefined && age > expires) refuse('AccessDenied', 'Request has expired');
  if (age < -SKEW_SECONDS || (expires === undefined && age > SKEW_SECONDS)) refuse('RequestTimeTooSkewed');
}

function checkSignedHeaders({ headers }: Request, signed: readonly string[]): void {
  const unsigned = Object.keys(headers).filter(
    (name) => (name === 'host' || name.startsWith('x-amz-')) && !signed.includes(name),
  );
  if (unsigned.length > 0) {
    refuse('AccessDenied', 'There were headers present in the request which were not signed', {
      HeadersNotSigned: unsigned.join(', '),
    });
  }
}
