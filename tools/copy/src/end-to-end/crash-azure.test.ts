import { openStore } from '@leat/storage';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { azureOf } from '../../../../test/servers/access.ts';
import { startAzurite, type Azurite } from '../../../../test/servers/azurite.ts';
import { blockCount } from '../../../../test/servers/block-count.ts';
import { makeContainer } from '../../../../test/servers/make-bucket.ts';
import { bytesAt } from '../behaviour/open-copy.ts';
import { openShell, type Shell } from './shell.ts';

/* Killed at one moment after another on the way to Azure, and run again. */

const bytes = Buffer.alloc(34 * 1024 * 1024 + 7, 'leat carries water ');
let azurite: Azurite;
let shell: Shell;
beforeAll(async () => {
  azurite = await startAzurite();
  await makeContainer(azurite, 'box');
  shell = openShell(azurite.env);
  writeFileSync(join(shell.directory, 'large'), bytes);
});
afterAll(async () => {
  shell.end();
  await azurite.stop();
});

test.for([1, 3, 5])('with %i of its five blocks there', async (blocks) => {
  const access = { azure: azureOf(azurite) };
  const line = JSON.stringify({ key: 'large', uri: join(shell.directory, 'large') });
  let name = '';
  let isKilled = false;
  // It may have ended before it could be killed: then another one.
  for (let at = 1; !isKilled; at++) {
    name = `${blocks}-${at}`;
    const isSo = async (): Promise<boolean> => (await blockCount(azurite, 'box', `${name}/large`)) >= blocks;
    isKilled = await shell.killCopy(`az://box/${name}`, `${line}\n`, isSo);
  }
  const to = `az://box/${name}`;
  const ran = await shell.run(`echo '${line}' | leat-copy --to ${to}`);
  expect(ran.exit, JSON.stringify(ran.log)).toBe(0);
  expect((await bytesAt(`${to}/large`, access)).equals(bytes)).toBe(true);
  const { store, address } = await openStore(`${to}/large`, access);
  expect((await store.stat(address)).version).toBe(ran.records[0]!['version']);
});
