import { openStore, parseAddress } from '@leat/storage';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { exceptions, hurtingNames, type HurtingName } from './names.data.ts';
import { onEachStore, placeIn, type Place } from './on-each-store.ts';

onEachStore(({ entry, started, place }) => {
  const exceptionOf = ({ title }: HurtingName): RegExp | 'left out' | undefined =>
    exceptions[entry.name]?.[title];
  const held = hurtingNames.filter((name) => exceptionOf(name) === undefined);
  const refused = hurtingNames.filter((name) => exceptionOf(name) instanceof RegExp);
  const where = ({ atRoot = false }: HurtingName): Promise<Place> =>
    atRoot ? placeIn(started(), '') : place();

  test.skipIf(refused.length === 0).for(refused)('$title: $name is refused', async (hurting) => {
    const { store, at } = await where(hurting);
    const write = store.write(at(hurting.name), Buffer.from('x'));
    const message = expect.stringMatching(exceptionOf(hurting)!) as string;
    await expect(write).rejects.toMatchObject({
      class: 'reject',
      code: expect.any(String) as string,
      message,
    });
  });

  test.for(held)('$title: $name', async (hurting) => {
    const { title, name, atRoot } = hurting;
    const { store, at, uri } = await where(hurting);
    const { version } = await store.write(at(name), Buffer.from(title), { ifNoneMatch: '*' });
    expect(await store.stat(at(name))).toMatchObject({ uri: uri + name, version });
    expect(await text(await store.read(at(name), { version }))).toBe(title);

    const prefix = entry.isObjectStore && atRoot === true ? name : '';
    const listed = (await Array.fromAsync(store.list(at(prefix)))).map((info) => info.uri);
    expect(listed).toEqual([uri + name]);
    const again = await openStore(listed[0]!, started().access);
    expect(await again.store.stat(parseAddress(listed[0]!))).toMatchObject({ version });

    await store.copy(at(name), at('copy'), { version });
    expect(await text(await store.read(at('copy')))).toBe(title);
    await store.copy(at('copy'), at(name), { ifMatch: version });
    const { version: copied } = await store.stat(at(name));
    await store.replaceTail(at(name), 1, Buffer.from('new'), { ifMatch: copied, size: 3 });
    expect(await text(await store.read(at(name)))).toBe(`${title[0]}new`);
    await store.remove(at(name));
    await store.remove(at('copy'));
    await expect(store.stat(at(name))).rejects.toMatchObject({ reason: 'notFound' });
  });

  test('two names that differ only in their normal form are two objects', async () => {
    const { store, at } = await place();
    await store.write(at('caf\u00E9'), Buffer.from('NFC'));
    await store.write(at('cafe\u0301'), Buffer.from('NFD'));
    expect(await text(await store.read(at('caf\u00E9')))).toBe('NFC');
    expect(await text(await store.read(at('cafe\u0301')))).toBe('NFD');
  });
});
