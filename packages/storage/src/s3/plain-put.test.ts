import { expect, test } from 'vitest';
import { startS3, type S3Fault } from '../../../../test/servers/s3.ts';
import { bucketOf, newBucket } from './fixtures/bucket.ts';
import { refusal, scripted, type Asked, type Reply } from './fixtures/scripted.ts';
import { well } from './fixtures/well.ts';

const bytes = Buffer.from('bytes');
const options = { metadata: { leat_rev: '1', note: 'two  words' }, contentType: 'text/plain' };

/** The SDK counts its requests, and the plain way does not. */
function isPlain({ headers }: Pick<Asked, 'headers'>): boolean {
  return headers['amz-sdk-invocation-id'] === undefined;
}

/** What two requests for the same have in common. */
function lasting({ headers, path, body }: Asked): object {
  const { 'x-amz-date': _, authorization = '', 'x-amz-user-agent': __, ...others } = headers;
  const kept = Object.entries(others).filter(([name]) => !name.startsWith('amz-sdk-'));
  const scope = /Credential=(\w+)\/\d+(\S+)/.exec(authorization)?.slice(1);
  return { ...Object.fromEntries(kept), scope, path, body };
}

test.each([
  ['MD5', {}],
  ['the checksum of the SDK', { checksums: 'always' }],
  ['a temporary access key', { sessionToken: 'token' }],
] as const)('the first object goes through the SDK, the second is sent likewise: %s', async (_, settings) => {
  const { server, asked } = await scripted(well);
  const { store, at } = await bucketOf(server, 'bucket', settings);
  const first = await store.write(at('key'), bytes, options);
  expect(await store.write(at('key'), bytes, options)).toEqual(first);
  await store.write(at('key'), bytes, { ...options, ifMatch: 'v' });
  expect(asked.map(isPlain)).toEqual([false, true, true]);
  expect(lasting(asked[1]!)).toEqual(lasting(asked[0]!));
  expect(asked[2]!.headers).toMatchObject({ 'if-match': '"v"', 'x-amz-meta-leat-write': expect.any(String) });
});

test.each(['a b+c%d&e=f', "it's (1)*!", 'ä/ö//\u{1F600}', '../a/./b', '-._~:@$,;?#[]'])(
  'the name %j is written alike',
  async (key) => {
    const { server, asked } = await scripted(well);
    const { store, at } = await bucketOf(server, 'bucket');
    for (const _ of [1, 2]) await store.write(at(key), bytes);
    expect(asked.map(isPlain)).toEqual([false, true]);
    expect(asked[1]!.path).toBe(asked[0]!.path);
  },
);

test('a strict store accepts its signature and checksums', async () => {
  const server = await startS3();
  for (const checksums of ['auto', 'always'] as const) {
    const { store, at, name } = await newBucket(server, { checksums });
    for (const key of ['first', "it's ä +%2F", 'deep/er/']) {
      await store.write(at(key), Buffer.from(key), { ifNoneMatch: '*' });
      expect(String(server.objects(name).get(key)!.bytes)).toBe(key);
    }
    await expect(store.write(at('first'), bytes, { ifNoneMatch: '*' })).rejects.toMatchObject({
      reason: 'exists',
    });
  }
  await server.stop();
});

test.each<[string, Reply]>([
  ['is refused', refusal(412, 'PreconditionFailed')],
  ['is refused while somebody else writes', refusal(409, 'ConditionalRequestConflict')],
])('what %s is sent by the SDK too, before that is believed', async (_, reply) => {
  const { server, asked } = await scripted((one, number) => {
    if (one.method === 'HEAD') return { headers: { etag: '"other"' } };
    if (number === 1) return well(one);
    return number === 2 ? reply : refusal(412, 'PreconditionFailed');
  });
  const { store, at } = await bucketOf(server, 'bucket');
  await store.write(at('first'), bytes);
  const refused = store.write(at('key'), bytes, { ifNoneMatch: '*' });
  await expect(refused).rejects.toMatchObject({ reason: 'exists' });
  expect(asked.map(({ method }) => method)).toEqual(['PUT', 'PUT', 'PUT', 'HEAD']);
  expect(asked.slice(0, 3).map(isPlain)).toEqual([false, true, false]);
});

test.each<[string, S3Fault['do']]>([
  ['was never made', 'dropBefore'],
  ['was made, and its answer lost', 'dropAfter'],
  ['is answered with an error in a 200', { status: 200, code: 'InternalError' }],
  ['is too much now', { status: 503, code: 'SlowDown' }],
])('a request that %s is made again by the SDK, once', async (_, fault) => {
  const server = await startS3();
  for (const conditions of [{}, { ifNoneMatch: '*' }] as const) {
    const { store, at, name } = await newBucket(server);
    await store.write(at('first'), bytes);
    server.fault({ operation: 'PutObject', key: 'k', do: fault });
    const before = server.requests.length;
    const info = await store.write(at('k'), bytes, conditions);
    expect(info.version).toBe(server.objects(name).get('k')!.etag);
    const puts = server.requests.slice(before).filter(({ operation }) => operation === 'PutObject');
    expect(puts).toHaveLength(2);
    await store.write(at('l'), bytes);
    expect(server.objects(name).size).toBe(3);
  }
  await server.stop();
});

test('a signal ends it with its reason', async () => {
  const stop = new AbortController();
  const { server } = await scripted((one, number) => {
    if (number > 1) stop.abort(new Error('enough'));
    return number > 1 ? 'stall' : well(one);
  });
  const { store, at } = await bucketOf(server, 'bucket');
  await store.write(at('first'), bytes);
  await expect(store.write(at('key'), bytes, { signal: stop.signal })).rejects.toThrow('enough');
});
