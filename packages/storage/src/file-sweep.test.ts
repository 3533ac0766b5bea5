import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fileStore } from './file-store.ts';
import { at, testDirectory } from './fixtures/directory.ts';
import { temporaryName } from './temporary-name.ts';

const elsewhere = '.leat-00000000-999999999-0123456789ab.part';

async function sweep(directory: string, isDryRun: boolean): Promise<unknown[]> {
  const left = [];
  for await (const it of fileStore.sweep(at(directory, ''), { olderThanSeconds: 3600, isDryRun }))
    left.push(it);
  return left;
}

test('old temporary files are listed and removed, young ones and those in use stay', async () => {
  const directory = testDirectory();
  mkdirSync(join(directory, 'below'));
  const mine = temporaryName();
  const old = new Date('2026-01-02T03:04:05Z');
  for (const name of [`below/${elsewhere}`, mine, 'data.part']) {
    writeFileSync(join(directory, name), '');
    utimesSync(join(directory, name), old, old);
  }
  writeFileSync(join(directory, elsewhere), '');
  const left = {
    uri: join(directory, 'below', elsewhere),
    what: 'temporary file',
    begun: '2026-01-02T03:04:05.000Z',
  };
  expect(await sweep(directory, true)).toEqual([left]);
  expect(await sweep(directory, false)).toEqual([left]);
  expect(await sweep(directory, false)).toEqual([]);
  expect(readdirSync(directory).toSorted()).toEqual([elsewhere, mine, 'below', 'data.part'].toSorted());
});
