import { StorageError } from '@leat/storage';
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listen } from '../fixtures/append.ts';
import { testDirectory } from '../fixtures/duckdb.ts';
import { look, unlessChanged } from './look.ts';
import { openPlace } from './place.ts';

test.for([
  ['a file that has changed: the next look tells more', true, new Error('torn'), 'changed'],
  ['a file that has not', false, new Error('torn'), undefined],
  ['what the store says itself', true, new StorageError('denied', 'no'), 'denied'],
] as const)('what goes wrong with %s', async ([, isChanged, thrown, reason]) => {
  const path = join(testDirectory(), 'table.parquet');
  writeFileSync(path, '1');
  const place = await openPlace(path, {}, listen().context);
  const info = (await look(place))!;
  if (isChanged) appendFileSync(path, '2');
  const failing = unlessChanged(place, info, Promise.reject(thrown));
  await expect(failing).rejects.toMatchObject(reason === undefined ? thrown : { reason });
});
