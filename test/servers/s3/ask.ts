import { request, type IncomingHttpHeaders } from 'node:http';
import type { S3Server } from '../s3-server.ts';
import { scopeText, sha256, sign, signingKey } from './signature.ts';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The <Code> of an error. */
  readonly code: string | undefined;
}

export interface Question {
  readonly body?: string | Buffer;
  /** Signed and sent. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent but not signed. */
  readonly unsigned?: Readonly<Record<string, string>>;
  /** Default now, as `20261121T140000Z`. */
  readonly time?: string;
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
  readonly region?: string;
  /** Default: the SHA-256 of the body. */
  readonly payloadHash?: string;
  /** Changes the body once the seed signature is known. */
  readonly encode?: (seed: Seed) => Buffer;
}

/** Where the signatures of chunks begin. */
export interface Seed {
  readonly signature: string;
  readonly time: string;
  readonly scope: string;
  readonly key: Buffer;
}

/** One signed request, wrong in whatever way a test wants; rejects when the connection breaks before its end. */
export function ask(
  server: S3Server,
  method: string,
  target: string,
  question: Question = {},
): Promise<Answer> {
  const { time = timeOf(new Date()), region = server.region, encode } = question;
  const { accessKeyId = server.accessKeyId, secretAccessKey = server.secretAccessKey } = question;
  const scope = { date: time.slice(0, 8), region, service: 's3' };
  const [path = '', search = ''] = target.split('?');
  const query = search === '' ? [] : search.split('&').map(readPair);
  const bytes = Buffer.from(question.body ?? '');
  const payloadHash = question.payloadHash ?? sha256(bytes);
  const headers: Record<string, string> = {
    host: new URL(server.url).host,
    'x-amz-content-sha256': payloadHash,
    'x-amz-date': time,
    ...question.headers,
  };
  const signed = Object.entries(headers).sort(([a], [b]) => (a < b ? -1 : 1));
  const key = signingKey(secretAccessKey, scope);
  const signature = sign({ method, path, query, headers: signed, payloadHash }, time, scope, key);
  const names = signed.map(([name]) => name).join(';');
  const credential = `${accessKeyId}/${scopeText(scope)}`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names}, Signature=${signature}`;
  const body = encode?.({ signature, time, scope: scopeText(scope), key }) ?? bytes;
  return exchange(server.url, method, target, { ...headers, authorization, ...question.unsigned }, body);
}

export function timeOf(date: Date): string {
  return date.toISOString().replace(/[-:]|\.\d+/g, '');
}

/** A request as it stands. */
export function exchange(
  url: string,
  method: string,
  target: string,
  headers: Readonly<Record<string, string>>,
  body: Buffer = Buffer.alloc(0),
): Promise<Answer> {
  const { hostname, port } = new URL(url);
  const length = 'transfer-encoding' in headers ? {} : { 'content-length': String(body.length) };
  return new Promise((resolve, reject) => {
    const sent = request(
      { hostname, port, method, path: target, headers: { ...length, ...headers }, agent: false },
      (reply) => {
        const chunks: Buffer[] = [];
        reply.on('data', (chunk: Buffer) => chunks.push(chunk));
        reply.on('error', reject);
        reply.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          const code = /<Code>(\w+)<\/Code>/.exec(text)?.[1];
          resolve({ status: reply.statusCode ?? 0, headers: reply.headers, text, code });
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

function readPair(text: string): readonly [string, string] {
  const [name = '', value = ''] = text.split('=');
  return [decodeURIComponent(name), decodeURIComponent(value)];
}
