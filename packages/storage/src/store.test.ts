import { expect, test } from 'vitest';
import { openStore } from './store.ts';

test('a file has a store', async () => {
  const { store, address } = await openStore(import.meta.filename);
  expect(await store.stat(address)).toMatchObject({ uri: import.meta.filename });
});

test.each(['s3://bucket/key', 'az://container/blob'])(
  '%s has none yet: the error names those that have',
  async (uri) => {
    await expect(openStore(uri)).rejects.toMatchObject({
      class: 'reject',
      code: 'bad_uri',
      message: `${uri}: this version reads and writes file only`,
    });
  },
);
