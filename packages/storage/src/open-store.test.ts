import { expect, test } from 'vitest';
import { openStore } from './open-store.ts';

test('a file has a store', async () => {
  const { store, address } = await openStore(import.meta.filename);
  expect(await store.stat(address)).toMatchObject({ uri: import.meta.filename });
});

test('what is no address has none', async () => {
  await expect(openStore('gs://bucket/key')).rejects.toMatchObject({ class: 'reject', code: 'bad_uri' });
});
