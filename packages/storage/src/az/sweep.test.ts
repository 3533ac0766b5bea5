import { expect, test } from 'vitest';
import { useAccount } from './fixtures/account.ts';

const account = useAccount();
const id = Buffer.from('block-01').toString('base64');

test('only what was never committed is swept, and an empty blob is no leftover', async () => {
  const { store, at, container } = account();
  await store.write(at('empty'), Buffer.alloc(0));
  await store.write(at('f'), Buffer.from('x'));
  // Blocks beside a blob that is there.
  await container.getBlockBlobClient('f').stageBlock(id, 'abc', 3);
  await container.getBlockBlobClient('left').stageBlock(id, 'abc', 3);
  const swept = await Array.fromAsync(store.sweep(at(''), { olderThanSeconds: -2 }));
  expect(swept.map(({ uri, what }) => [uri.split('/').at(-1), what])).toEqual([
    ['left', 'uncommitted blocks'],
  ]);
  const names = (await Array.fromAsync(store.list(at('')))).map(({ uri }) => uri.split('/').at(-1));
  expect(names).toEqual(['empty', 'f']);
  const { uncommittedBlocks } = await container.getBlockBlobClient('f').getBlockList('uncommitted');
  expect(uncommittedBlocks).toHaveLength(1);
});

test.for(['PUT blocklist', 'DELETE'])('what is committed just before the %s stays', async (what) => {
  const { store, at, proxy, container } = account();
  const blob = container.getBlockBlobClient('f');
  await blob.stageBlock(id, 'abc', 3);
  proxy.fault({ what, do: 'dropBefore', meanwhile: () => blob.upload('content', 7) });
  expect(await Array.fromAsync(store.sweep(at(''), { olderThanSeconds: -2 }))).toEqual([]);
  expect(await store.stat(at('f'))).toMatchObject({ size: 7 });
});
