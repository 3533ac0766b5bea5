import { openStore } from '@leat/storage';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bytesAt, openCopy, put, testDirectory, textAt } from './open-copy.ts';
import { noVersitygw, openPlaces, type Places } from './places.ts';

/* Between directories, a real S3 server and an emulated Azure account. */

const MiB = 1024 * 1024;
type Scheme = 'file' | 's3' | 'az';
const schemes: readonly Scheme[] = ['file', 's3', 'az'];
const pairs = schemes.flatMap((from) => schemes.map((to) => [from, to] as const));

describe.skipIf(noVersitygw !== undefined)(`stores ${noVersitygw ?? ''}`, () => {
  let places: Places;
  beforeAll(async () => {
    places = await openPlaces();
  });
  afterAll(() => places.stop());
  const fresh = async (scheme: Scheme): Promise<string> =>
    scheme === 'file' ? testDirectory() : places.fresh(scheme);

  test.for(pairs)('from %s to %s, and again', async ([from, to]) => {
    const { access } = places;
    const [source, target] = [await fresh(from), `${await fresh(to)}/raw/2026`];
    const { uri, version } = await put(`${source}/a b/ü.txt`, 'content', access);
    const { copy, lookup, plan } = openCopy({ to: target }, access);
    const record = { key: 'a b/ü.txt', uri, version };
    expect(await lookup(record)).toEqual({ is: 'absent' });
    expect(await plan(record)).toMatchObject({ copy: { status: 'would-copy' } });

    const members = await copy(record);
    expect(members).toMatchObject({
      uri: `${target}/a b/ü.txt`,
      copy: {
        from: uri,
        fromVersion: version,
        size: 7,
        status: 'copied',
        how: from === to ? 'server' : 'stream',
      },
    });
    expect(await textAt(`${target}/a b/ü.txt`, access)).toBe('content');
    expect(await lookup(record)).toMatchObject({ is: 'found', members: { version: members['version'] } });
    expect(await copy(record)).toMatchObject({ version: members['version'], copy: { status: 'present' } });

    // The version leads to these bytes and no others.
    const { store, address } = await openStore(String(members['uri']), access);
    const read = await store.read(address, { version: String(members['version']) });
    expect(String(Buffer.concat(await Array.fromAsync(read as AsyncIterable<Buffer>)))).toBe('content');
  });

  test.for([
    ['file', 's3'],
    ['file', 'az'],
    ['s3', 'file'],
    ['az', 'file'],
    ['s3', 'az'],
    ['s3', 's3'],
    ['az', 'az'],
  ] as const)('80 MiB from %s to %s, all bytes compared', async ([from, to]) => {
    const { access } = places;
    const [source, target] = [await fresh(from), await fresh(to)];
    const bytes = Buffer.alloc(80 * MiB + 1, 'leat carries water ');
    const { uri } = await put(`${source}/large`, bytes, access);
    const run = openCopy({ to: target, verify: 'download' }, access);
    expect(await run.copy({ key: 'large', uri })).toMatchObject({
      copy: { size: bytes.length, status: 'copied' },
    });
    expect((await bytesAt(`${target}/large`, access)).equals(bytes)).toBe(true);
    expect(run.moved.bytes).toBe(bytes.length);
  });

  test.for(['s3', 'az'] as const)(
    'what is in %s is known by its mark, without a byte being read',
    async (to) => {
      const { access } = places;
      const [from, target] = [join(testDirectory(), 'a'), await fresh(to)];
      const { version } = await put(from, 'content');
      const record = { key: 'a', uri: from, version };
      await openCopy({ to: target }, access).copy(record);
      expect(await openCopy({ to: target }, access).plan(record)).toMatchObject({
        copy: { status: 'present' },
      });
    },
  );

  test.for(['s3', 'az'] as const)('what another program put into %s is compared', async (to) => {
    const { access } = places;
    const [from, target] = [join(testDirectory(), 'a'), await fresh(to)];
    await put(from, 'content');
    await put(`${target}/a`, 'content', access);
    const { copy } = openCopy({ to: target }, access);
    expect(await copy({ key: 'a', uri: from })).toMatchObject({ copy: { status: 'present' } });
    await put(`${target}/a`, 'CONTENT', access);
    await expect(copy({ key: 'a', uri: from })).rejects.toMatchObject({ code: 'conflict' });
  });

  test.for(['s3', 'az'] as const)('a new version of the original is another content in %s', async (to) => {
    const { access } = places;
    const [from, target] = [join(testDirectory(), 'a'), await fresh(to)];
    await put(from, 'old');
    await openCopy({ to: target }, access).copy({ key: 'a', uri: from });
    await put(from, 'new');
    const again = openCopy({ to: target }, access).copy({ key: 'a', uri: from });
    await expect(again).rejects.toMatchObject({ code: 'conflict' });
    const replaced = openCopy({ to: target, onConflict: 'replace' }, access).copy({ key: 'a', uri: from });
    expect(await replaced).toMatchObject({ copy: { status: 'replaced' } });
    expect(await textAt(`${target}/a`, access)).toBe('new');
  });

  test.for(['s3', 'az'] as const)(
    'in %s no other record replaces a copy, not in a later run either',
    async (to) => {
      const { access } = places;
      const [from, target] = [testDirectory(), await fresh(to)];
      for (const name of ['1/a', '2/a']) await put(join(from, name), name);
      const run = () => openCopy({ to: target, name: '{name}', onConflict: 'replace' }, access);
      await run().copy({ key: '1', uri: join(from, '1/a') });
      const second = { key: '2', uri: join(from, '2/a') };
      await expect(run().copy(second)).rejects.toMatchObject({ code: 'name_taken' });
      await expect(run().plan(second)).rejects.toMatchObject({ code: 'name_taken' });
      expect(await run().lookup(second)).toEqual({ is: 'absent' });
      expect(await textAt(`${target}/a`, access)).toBe('1/a');
    },
  );

  test.for(['s3', 'az'] as const)('many runs into %s at once: one writes, all agree', async (to) => {
    const { access } = places;
    const [from, target] = [join(testDirectory(), 'a'), await fresh(to)];
    await put(from, 'content');
    const runs = Array.from({ length: 6 }, () => openCopy({ to: target }, access));
    const results = await Promise.all(runs.map(({ copy }) => copy({ key: 'a', uri: from })));
    expect(new Set(results.map(({ version }) => version)).size).toBe(1);
    const statuses = results.map(({ copy }) => (copy as { status: string }).status);
    expect(statuses.filter((status) => status === 'copied')).toHaveLength(1);
  });

  test.for(['s3', 'az'] as const)('a %s container that is not there ends the run', async (to) => {
    const { access } = places;
    const from = join(testDirectory(), 'a');
    await put(from, 'content');
    const copying = openCopy({ to: `${to}://nowhere-to-be-found` }, access).copy({ key: 'a', uri: from });
    await expect(copying).rejects.toMatchObject({ class: 'fatal' });
  });

  test.for(['s3', 'az'] as const)(
    'an object of %s that is gone is the failure of its record',
    async (from) => {
      const { access } = places;
      const source = await fresh(from);
      const copying = openCopy({ to: testDirectory() }, access).copy({ key: 'a', uri: `${source}/gone` });
      await expect(copying).rejects.toMatchObject({ class: 'reject', code: 'not_found' });
    },
  );

  test.for(['s3', 'az'] as const)('an object of %s that has changed is not copied', async (from) => {
    const { access } = places;
    const [source, to] = [await fresh(from), testDirectory()];
    const { uri, version } = await put(`${source}/a`, 'old', access);
    await put(`${source}/a`, 'new', access);
    const copying = openCopy({ to }, access).copy({ key: 'a', uri, version });
    await expect(copying).rejects.toMatchObject({ class: 'reject', code: 'changed' });
  });
});
