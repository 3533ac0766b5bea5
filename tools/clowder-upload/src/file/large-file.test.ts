import { createHash, randomBytes } from 'node:crypto';
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { BYTES_AHEAD } from '@leat/http';
import { temporaryDirectory, write } from '../fixture/index.ts';
import { LARGE_BYTES } from './large-file.ts';
import { checkLocal, type LocalFile } from './local-file.ts';

const MB = 1024 * 1024;

async function localOf(bytes: Buffer): Promise<{ local: LocalFile; path: string }> {
  const root = temporaryDirectory();
  write(root, { 'a.bin': bytes });
  const path = join(root, 'a.bin');
  return { local: await checkLocal({ name: 'a.bin', uri: path, version: undefined }, {}), path };
}

function digest(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

test.each([LARGE_BYTES - 1, LARGE_BYTES, LARGE_BYTES + 1, 5 * MB + 12_345, 11 * MB])(
  '%i bytes come as they are, with their digest',
  async (size) => {
    const bytes = randomBytes(size);
    const { local } = await localOf(bytes);
    const read = local.read();
    const copies: Buffer[] = [];
    for await (const chunk of read.chunks()) copies.push(Buffer.from(chunk));
    expect(Buffer.concat(copies).equals(bytes)).toBe(true);
    expect(read.sha256()).toBe(digest(bytes));
    expect(await local.sha256()).toBe(digest(bytes));
  },
);

test('a piece stays as it is until so many bytes after it have been taken', async () => {
  const bytes = randomBytes(24 * MB);
  const { local } = await localOf(bytes);
  let at = 0;
  const held: { readonly chunk: Buffer; readonly at: number }[] = [];
  for await (const chunk of local.read().chunks()) {
    held.push({ chunk, at });
    at += chunk.length;
    // What has been read ahead by now must not lie where these lie.
    await sleep(2);
    while (at - held[0]!.at - held[0]!.chunk.length > BYTES_AHEAD) held.shift();
    const areWhole = held.every((it) => it.chunk.equals(bytes.subarray(it.at, it.at + it.chunk.length)));
    expect(areWhole).toBe(true);
  }
});

test('what is still on its way out when a file has been read stays as it is under the next one', async () => {
  const first = randomBytes(6 * MB + 1);
  const second = randomBytes(12 * MB);
  const held: { readonly chunk: Buffer; readonly at: number }[] = [];
  let at = 0;
  for await (const chunk of (await localOf(first)).local.read().chunks()) {
    held.push({ chunk, at });
    at += chunk.length;
  }
  for await (const _ of (await localOf(second)).local.read().chunks());
  const last = held.filter((it) => it.at + it.chunk.length > first.length - BYTES_AHEAD);
  for (const { chunk, at } of last)
    expect(chunk.equals(first.subarray(at, at + chunk.length)), `from byte ${at}`).toBe(true);
});

test('several at once, one of them given up', async () => {
  const files = await Promise.all([6, 7, 8].map(async (size) => localOf(randomBytes(size * MB))));
  const given = localOf(randomBytes(9 * MB)).then(async ({ local }) => {
    for await (const _ of local.read().chunks()) return 'given up';
  });
  const digests = await Promise.all(files.map(({ local }) => local.sha256()));
  expect(digests).toEqual(files.map(({ path }) => digest(readFileSync(path))));
  expect(await given).toBe('given up');
});

test.each([
  ['before', true],
  ['while', false],
])('a file that changed %s it was read', async (_, isBefore) => {
  const { local, path } = await localOf(randomBytes(6 * MB));
  if (isBefore) appendFileSync(path, 'x');
  const read = async (): Promise<void> => {
    for await (const _ of local.read().chunks()) appendFileSync(path, 'x');
  };
  await expect(read()).rejects.toMatchObject({ class: 'reject', code: 'changed' });
});
