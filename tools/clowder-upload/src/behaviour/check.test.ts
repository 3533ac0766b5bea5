import type { Check, OpenContext } from '@leat/pipe';
import type { Value } from '@leat/config';
import { describe, expect, test } from 'vitest';
import { check } from '../check.ts';
import { apis, dataset, openStep, settingsFor, start, startV1, type TestServer } from '../fixture/index.ts';

async function checked(
  server: Pick<TestServer, 'url' | 'key'>,
  flags?: Readonly<Record<string, Value>>,
): Promise<Check[]> {
  const context = { signal: new AbortController().signal, log: { debug() {} } } as unknown as OpenContext;
  return Array.fromAsync(check(await settingsFor(server, flags), context));
}

describe.each(apis)('Clowder %s', (api) => {
  test('server and account', async () => {
    const server = await start(api);
    expect(await checked(server)).toMatchObject([
      { name: 'server', isOk: true, detail: expect.stringMatching(/^Clowder \d\..* at http/) as string },
      { name: 'account', isOk: true },
    ]);
    expect(server.requests.every(({ method }) => method === 'GET')).toBe(true);
  });

  test('a wrong key', async () => {
    const server = await start(api);
    await expect(checked({ url: server.url, key: 'wrong' })).rejects.toMatchObject({ code: 'bad_token' });
  });
});

test('a space that may be written to, and one that may only be looked at', async () => {
  const server = await startV1();
  const { spaceId } = await (await openStep(server)).commit(await dataset({}));
  const flags = { clowderSpaceId: spaceId };
  expect((await checked(server, flags)).at(-1)).toMatchObject({ name: 'space', isOk: true });
  const space = server.state.spaces.get(spaceId!)!;
  for (const id of space.roles.keys()) space.roles.set(id, 'Viewer');
  expect((await checked(server, flags)).at(-1)).toMatchObject({
    name: 'space',
    isOk: false,
    detail: `0_Imaging (${spaceId}): this account may only look at it`,
  });
});
