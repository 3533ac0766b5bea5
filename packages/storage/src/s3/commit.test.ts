import { expect, test } from 'vitest';
import type { Conditions } from '../store.ts';
import { bucketOf } from './fixtures/bucket.ts';
import { refusal, scripted, type Asked, type Reply } from './fixtures/scripted.ts';

const MiB = 1024 * 1024;
const SMALL = Buffer.from('bytes');
const LARGE = Buffer.alloc(9 * MiB);

/** What a HEAD finds: the object of this write, or of another. */
function found(asked: readonly Asked[], isOurs: boolean): Reply {
  const sent = asked.find(({ headers }) => headers['x-amz-meta-leat-write'] !== undefined);
  const id = isOurs ? sent!.headers['x-amz-meta-leat-write']! : 'of another';
  return { headers: { etag: '"there"', 'content-length': 5, 'x-amz-meta-leat-write': id } };
}

/** A HEAD that is made before the parts are sent finds what it should. */
function before({ ifMatch }: Conditions): Reply {
  return ifMatch === undefined ? { status: 404 } : { headers: { etag: `"${ifMatch}"` } };
}

interface Play {
  readonly bytes: Buffer;
  readonly conditions: Conditions;
  /** Answers to the request that ends the write, one after the other; the last is repeated. */
  readonly ends: readonly Reply[];
  readonly there: 'ours' | 'other' | 'nothing';
}

/** @returns the version that the write gave, or the reason of its failure, and the requests to end it */
async function play({ bytes, conditions, ends, there }: Play): Promise<{ result: string; tries: number }> {
  let tries = 0;
  const asked: Asked[] = [];
  const { server } = await scripted((one) => {
    asked.push(one);
    if (one.query.has('uploads'))
      return {
        body: '<InitiateMultipartUploadResult><UploadId>U</UploadId></InitiateMultipartUploadResult>',
      };
    if (one.query.has('partNumber')) return { headers: { etag: '"part"' } };
    if (one.method === 'DELETE') return { status: 204 };
    if (one.method === 'HEAD' && one.path !== '/bucket/' && tries === 0) return before(conditions);
    if (one.method === 'HEAD' && one.path !== '/bucket/')
      return there === 'nothing' ? { status: 404 } : found(asked, there === 'ours');
    if (one.method === 'HEAD') return {};
    return ends[Math.min(tries++, ends.length - 1)]!;
  });
  const { store, at } = await bucketOf(server, 'bucket');
  const result = await store.write(at('key'), bytes, conditions).then(
    ({ version }) => version,
    (error: { reason: string }) => error.reason,
  );
  return { result, tries };
}

const done: Reply = {
  headers: { etag: '"there"' },
  body: '<CompleteMultipartUploadResult><ETag>"there"</ETag></CompleteMultipartUploadResult>',
};
const failed = refusal(412, 'PreconditionFailed');
const missing = refusal(404, 'NoSuchKey');
const gone = refusal(404, 'NoSuchUpload');
const conflict = refusal(409, 'ConditionalRequestConflict');
const ifMatch = { ifMatch: 'v' };
const ifNoneMatch = { ifNoneMatch: '*' } as const;

test.each<[string, Conditions, readonly Reply[], Play['there'], string, number]>([
  ['done', ifMatch, [done], 'ours', 'there', 1],
  ['refused', ifMatch, [failed], 'other', 'changed', 1],
  ['refused', ifNoneMatch, [failed], 'other', 'exists', 1],
  ['nothing there', ifMatch, [missing], 'nothing', 'changed', 1],
  ['the answer lost, and then refused for what was done', ifMatch, ['cut', failed], 'ours', 'there', 2],
  ['the answer lost, and then refused for what was done', ifNoneMatch, ['cut', failed], 'ours', 'there', 2],
  ['the answer lost, and somebody else was first', ifMatch, ['cut', failed], 'other', 'changed', 2],
  ['the answer lost, and somebody else was first', ifNoneMatch, ['cut', failed], 'other', 'exists', 2],
  ['every answer lost, but done', ifMatch, ['cut'], 'ours', 'there', 3],
  ['every answer lost, and not done', ifMatch, ['cut'], 'other', 'unavailable', 3],
  ['every answer lost, and nothing there', ifNoneMatch, ['cut'], 'nothing', 'unavailable', 3],
])('a conditional write: %s (%j)', async (_, conditions, ends, there, result, tries) => {
  for (const bytes of [SMALL, LARGE])
    expect(await play({ bytes, conditions, ends, there })).toEqual({ result, tries });
});

test.each<[string, Conditions, readonly Reply[], Play['there'], string, number]>([
  ['is tried again', ifNoneMatch, [conflict, conflict, done], 'other', 'there', 3],
  ['with one who was first', ifNoneMatch, [conflict, failed], 'other', 'exists', 2],
  ['that does not end', ifNoneMatch, [conflict], 'nothing', 'unavailable', 5],
])('a conflict of one request %s', async (_, conditions, ends, there, result, tries) => {
  expect(await play({ bytes: SMALL, conditions, ends, there })).toEqual({ result, tries });
});

test.each<[string, Conditions, Play['there'], string]>([
  ['and somebody has written it', ifNoneMatch, 'other', 'exists'],
  ['and nobody has written it yet', ifNoneMatch, 'nothing', 'unavailable'],
  ['and another version is there', ifMatch, 'other', 'changed'],
  ['and the same version is there', { ifMatch: 'there' }, 'other', 'unavailable'],
  ['and it is ours', ifMatch, 'ours', 'there'],
])(
  'a conflict at the end of an upload, %s: a new upload would be needed',
  async (_, conditions, there, result) => {
    expect(await play({ bytes: LARGE, conditions, ends: [conflict], there })).toEqual({ result, tries: 1 });
  },
);

test.each<[string, Conditions, readonly Reply[], Play['there'], string]>([
  ['after a lost answer, ours is there', ifMatch, ['cut', gone], 'ours', 'there'],
  ['at once, and another is there', ifMatch, [gone], 'other', 'unavailable'],
])('an upload that is gone %s', async (_, conditions, ends, there, result) => {
  expect(await play({ bytes: LARGE, conditions, ends, there })).toMatchObject({ result });
});

test.each<[string, Conditions, string]>([
  ['another version is there', { ifMatch: 'v' }, 'changed'],
  ['something is there', { ifNoneMatch: '*' }, 'exists'],
])('a large object is not sent where it can be told before that %s', async (_, conditions, reason) => {
  const { server, asked } = await scripted(() => ({ headers: { etag: '"there"' } }));
  const { store, at } = await bucketOf(server, 'bucket');
  await expect(store.write(at('key'), LARGE, conditions)).rejects.toMatchObject({ reason });
  expect(asked.map(({ method }) => method)).toEqual(['HEAD']);
});
