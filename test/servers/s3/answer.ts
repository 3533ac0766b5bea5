import type { IncomingMessage } from 'node:http';
import { authorize, type Account } from './authorize.ts';
import type { Reply } from './call.ts';
import { handlers } from './handlers.ts';
import { readPayload } from './payload.ts';
import type { S3Quirks } from './quirks.ts';
import { errorXml, refuse, S3Refusal } from './refusal.ts';
import type { Buckets } from './state.ts';
import { checkTarget, type Target } from './target.ts';

/** What all requests share. */
export interface Ground {
  readonly account: Account;
  readonly quirks: S3Quirks;
  readonly buckets: Buckets;
}

/** A request that has been read to its end. */
export interface Arrived {
  readonly request: IncomingMessage;
  readonly target: Target;
  readonly body: Buffer;
  readonly removalsBefore: number;
  readonly requestId: string;
}

/** Bytes of one upload. */
const MAX_BODY = 5 * 1024 ** 3;

/** Checks a request and does it; everything that is wrong with it becomes a reply. */
export function answer({ account, quirks, buckets }: Ground, arrived: Arrived): Reply {
  const { request, target, body, removalsBefore } = arrived;
  const { headers, method = '' } = request;
  try {
    const { path, query, bucketName, key } = target;
    if (!target.isText) refuse('InvalidURI');
    const authorized = authorize({ method, path, query, headers }, account);
    const operation = checkTarget(target, headers);
    checkLength(request);
    const payload = readPayload(body, headers, authorized, quirks);
    return handlers[operation]({
      bucketName,
      key,
      query: new Map(query),
      headers,
      payload,
      buckets,
      quirks,
      removalsBefore,
      region: account.region,
    });
  } catch (error) {
    if (!(error instanceof S3Refusal)) throw error;
    return refusalReply(error, arrived);
  }
}

export function refusalReply(refusal: S3Refusal, { target, requestId }: Arrived): Reply {
  return {
    status: refusal.status,
    headers: { 'content-type': 'application/xml' },
    body: errorXml(refusal, target.path, requestId),
  };
}

/** S3 takes no body of unknown length, except one in chunks that names the length of what is in them. */
function checkLength({ method, headers }: IncomingMessage): void {
  if (method !== 'PUT') return;
  if (headers['content-length'] === undefined && headers['x-amz-decoded-content-length'] === undefined) {
    refuse('MissingContentLength');
  }
  if (Number(headers['content-length'] ?? 0) > MAX_BODY) refuse('EntityTooLarge');
}
