import { openStore } from '@leat/storage';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { azureOf } from '../../../../test/servers/access.ts';
import { startAzurite, type Azurite } from '../../../../test/servers/azurite.ts';
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

test.for([250, 350, 450])('after %i ms', async (milliseconds) => {
  const access = { azure: azureOf(azurite) };
  const to = `az://box/${milliseconds}`;
  const line = JSON.stringify({ key: 'large', uri: join(shell.directory, 'large') });
  const from = performance.now();
  await shell.killCopy(to, `${line}\n`, () => performance.now() - from > milliseconds);
  const ran = await shell.run(`echo '${line}' | leat-copy --to ${to}`);
  expect(ran.exit, JSON.stringify(ran.log)).toBe(0);
  expect((await bytesAt(`${to}/large`, access)).equals(bytes)).toBe(true);
  const { store, address } = await openStore(`${to}/large`, access);
  expect((await store.stat(address)).version).toBe(ran.records[0]!['version']);
});
