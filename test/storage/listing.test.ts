import { inParallel } from '../../packages/storage/src/object/in-parallel.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { onEachStore, type Place } from './on-each-store.ts';

async function fill({ store, at }: Place, names: readonly string[]): Promise<void> {
  await inParallel(names, 16, (name) => store.write(at(name), Buffer.from(name)));
}

async function namesIn({ store, at, uri }: Place, prefix = ''): Promise<string[]> {
  const found = await Array.fromAsync(store.list(at(prefix)));
  return found.map((info) => info.uri.slice(uri.length));
}

/** As the bytes of UTF-8 are. */
function bytewise(names: readonly string[]): string[] {
  return names.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

onEachStore(({ entry, place }) => {
  test('names come in the order of their bytes, with what stat says of them', async () => {
    const here = await place();
    const names = ['b', 'a/b', 'a-b', 'a.b', 'aB', 'Z', '~', ' ', '0', 'é', 'e\u0301', '\uFF21', '\u{1F600}'];
    if (entry.hasDirectories !== true) names.push('a', '\u{1F600}/x');
    await fill(here, names);
    expect(await namesIn(here)).toEqual(bytewise(names));
    for await (const info of here.store.list(here.at(''))) {
      const { metadata: _, ...there } = await here.store.stat(here.at(info.uri.slice(here.uri.length)));
      // Some listings do not say whether the ETag is an MD5.
      expect({ ...there, md5: '' }).toEqual({ ...info, md5: '' });
    }
  });

  test.skipIf(!entry.isObjectStore)('a prefix is where names begin, not a directory', async () => {
    const here = await place();
    await fill(here, ['ab/1', 'ab-', 'abc', 'a', 'b']);
    expect(await namesIn(here, 'ab')).toEqual(['ab-', 'ab/1', 'abc']);
    expect(await namesIn(here, 'nothing')).toEqual([]);
  });

  test('2,500 names come in pages, each once', async () => {
    const here = await place();
    const names = Array.from({ length: 2500 }, (_, number) => `${number % 7}/${number}`);
    await fill(here, names);
    expect(await namesIn(here)).toEqual(bytewise(names));
    const first: string[] = [];
    for await (const { uri } of here.store.list(here.at(''))) {
      first.push(uri);
      if (first.length === 3) break;
    }
    expect(first).toEqual(
      bytewise(names)
        .slice(0, 3)
        .map((name) => here.uri + name),
    );
  });

  test('only what was written since a time, and at it', async () => {
    const here = await place();
    const { store, at } = here;
    await store.write(at('old'), Buffer.from('x'));
    // Object stores know whole seconds only.
    await sleep(1100);
    await store.write(at('new'), Buffer.from('x'));
    const { mtime } = await store.stat(at('new'));
    const since = async (time: string): Promise<string[]> =>
      (await Array.fromAsync(store.list(at(''), { since: time }))).map(({ uri }) =>
        uri.slice(here.uri.length),
      );
    expect(await since(mtime)).toEqual(['new']);
    expect(await since(new Date(Date.parse(mtime) - 3_600_000).toISOString())).toEqual(['new', 'old']);
    expect(await since(new Date(Date.parse(mtime) + 3_600_000).toISOString())).toEqual([]);
  });

  test('a signal ends a listing with its own reason', async () => {
    const here = await place();
    await fill(here, ['a', 'b']);
    const reason = new Error('enough');
    const listing = here.store.list(here.at(''), { signal: AbortSignal.abort(reason) });
    await expect(Array.fromAsync(listing)).rejects.toBe(reason);
  });
});
