import { bucketOf, header, type Call } from './call.ts';
import { unquoted } from './etag.ts';
import { refuse } from './refusal.ts';
import type { StoredObject } from './state.ts';

/**
 * If-Match and If-None-Match of a write, against what is there at the moment of the commit.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export function checkWrite(call: Call): void {
  if (call.quirks.ignoresConditions) return;
  const ifMatch = header(call, 'if-match');
  const ifNoneMatch = header(call, 'if-none-match');
  if (ifMatch === undefined && ifNoneMatch === undefined) return;
  if (ifMatch !== undefined && ifNoneMatch !== undefined) refuse('NotImplemented');
  const bucket = bucketOf(call);
  const there = bucket.objects.get(call.key);
  if (ifNoneMatch !== undefined) {
    if (ifNoneMatch !== '*') refuse('NotImplemented');
    if (there) failed('If-None-Match');
    if ((bucket.removals.get(call.key) ?? 0) > call.removalsBefore) {
      refuse('ConditionalRequestConflict', undefined, { Condition: 'If-None-Match', Key: call.key });
    }
    return;
  }
  // Gone or never there. One ETag, no `*`: a write over anything needs no condition.
  if (!there) refuse('NoSuchKey', undefined, { Key: call.key });
  const given = ifMatch ?? '';
  const isSame = call.quirks.unquotedIfMatchOnly ? given === there.etag : unquoted(given) === there.etag;
  if (!isSame) failed('If-Match');
}

/** Conditions of GET and HEAD; true: the client has it already (304). */
export function isUnmodified(call: Call, object: StoredObject): boolean {
  if (call.quirks.ignoresConditions) return false;
  const ifMatch = header(call, 'if-match');
  const since = header(call, 'if-unmodified-since');
  if (ifMatch !== undefined) {
    if (!matches(ifMatch, object.etag)) failed('If-Match');
  } else if (since !== undefined && object.modified.getTime() > Date.parse(since)) {
    failed('If-Unmodified-Since');
  }
  const ifNoneMatch = header(call, 'if-none-match');
  if (ifNoneMatch !== undefined) return matches(ifNoneMatch, object.etag);
  const modifiedSince = header(call, 'if-modified-since');
  return modifiedSince !== undefined && object.modified.getTime() <= Date.parse(modifiedSince);
}

/** Conditions on the source of a copy: what would be 304 of a read is 412 here. */
export function checkSource(call: Call, source: StoredObject): void {
  if (call.quirks.ignoresConditions) return;
  const condition = (name: string): string | undefined => header(call, `x-amz-copy-source-${name}`);
  const ifMatch = condition('if-match');
  const ifNoneMatch = condition('if-none-match');
  const modified = source.modified.getTime();
  if (ifMatch !== undefined) {
    if (!matches(ifMatch, source.etag)) failed('x-amz-copy-source-If-Match');
  } else if (modified > Date.parse(condition('if-unmodified-since') ?? '')) {
    failed('x-amz-copy-source-If-Unmodified-Since');
  }
  if (ifNoneMatch !== undefined) {
    if (matches(ifNoneMatch, source.etag)) failed('x-amz-copy-source-If-None-Match');
  } else if (modified <= Date.parse(condition('if-modified-since') ?? '')) {
    failed('x-amz-copy-source-If-Modified-Since');
  }
}

/** Whether a list of ETags, quoted or not, or `*` holds this one. */
export function matches(given: string, etag: string): boolean {
  return given.trim() === '*' || given.split(',').some((one) => unquoted(one) === etag);
}

function failed(condition: string): never {
  refuse('PreconditionFailed', undefined, { Condition: condition });
}
