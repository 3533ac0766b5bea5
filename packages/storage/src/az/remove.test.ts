import { expect, test } from 'vitest';
import { useAccount } from './fixtures/account.ts';

const account = useAccount();
const content = Buffer.from('content');

test('only the version that is named is removed', async () => {
  const { store, at } = account();
  const { version } = await store.write(at('f'), content);
  await store.write(at('f'), content);
  await expect(store.remove(at('f'), { ifMatch: version })).rejects.toMatchObject({ reason: 'changed' });
  expect(await store.stat(at('f'))).toMatchObject({ size: content.length });
});

test('what is not there is removed, also on a condition', async () => {
  const { store, at } = account();
  await expect(store.remove(at('f'))).resolves.toBeUndefined();
  await expect(store.remove(at('f'), { ifMatch: '0x1' })).resolves.toBeUndefined();
});

test('a lost answer is told from a refusal', async () => {
  const { store, at, proxy } = account();
  const { version } = await store.write(at('f'), content);
  proxy.fault({ what: 'DELETE', do: 'dropAfter' });
  await store.remove(at('f'), { ifMatch: version });
  expect(proxy.seen.filter(({ what }) => what === 'DELETE').map(({ status }) => status)).toEqual([202, 412]);
});

test('where nobody can tell whether it is gone, it is refused', async () => {
  const { store, at, proxy } = account();
  await store.write(at('f'), content);
  proxy.fault({ what: 'HEAD', do: 403, code: 'AuthorizationFailure' });
  await expect(store.remove(at('f'), { ifMatch: '0x1' })).rejects.toMatchObject({ reason: 'changed' });
});
