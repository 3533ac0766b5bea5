import { createHash, createHmac } from 'node:crypto';

/** What a signature covers besides the request: the key's date, region and service. */
export interface Scope {
  /** `20261121` */
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

/** A request as AWS signs it: Signature Version 4, "Create a canonical request". */
export interface Signed {
  readonly method: string;
  /** As it arrived, without the query. */
  readonly path: string;
  /** Without X-Amz-Signature. */
  readonly query: readonly (readonly [string, string])[];
  readonly headers: readonly (readonly [string, string])[];
  readonly payloadHash: string;
}

export function scopeText({ date, region, service }: Scope): string {
  return `${date}/${region}/${service}/aws4_request`;
}

export function signingKey(secret: string, { date, region, service }: Scope): Buffer {
  return [date, region, service, 'aws4_request'].reduce<Buffer>(hmac, Buffer.from(`AWS4${secret}`));
}

/** The signature of a request, in hexadecimal. */
export function sign(request: Signed, time: string, scope: Scope, key: Buffer): string {
  return signText(
    ['AWS4-HMAC-SHA256', time, scopeText(scope), sha256(canonicalRequest(request))].join('\n'),
    key,
  );
}

export function signText(text: string, key: Buffer): string {
  return hmac(key, text).toString('hex');
}

export function sha256(data: string | Buffer): string {
  // Header values arrive as one character for each byte.
  return createHash('sha256')
    .update(typeof data === 'string' ? Buffer.from(data, 'latin1') : data)
    .digest('hex');
}

function canonicalRequest({ method, path, query, headers, payloadHash }: Signed): string {
  const pairs = query
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map((pair) => pair.join('='))
    .join('&');
  const lines = headers.map(([name, value]) => `${name}:${value.trim().replace(/ +/g, ' ')}\n`).join('');
  const names = headers.map(([name]) => name).join(';');
  return [method, encodePath(path), pairs, lines, names, payloadHash].join('\n');
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** S3 encodes a path once and never normalises it. */
function encodePath(path: string): string {
  return path
    .split('/')
    .map((segment) => encode(decodeURIComponent(segment)))
    .join('/');
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
