import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listen } from '../fixtures/append.ts';
import { testDirectory } from '../fixtures/duckdb.ts';
import { commitGraft } from './commit.ts';
import { tailWhen } from './graft-bytes.ts';
import { look } from './look.ts';
import { openPlace } from './place.ts';

test.for([
  ['sound', 'kept, new'],
  ['not sound', 'kept, old'],
] as const)('a tail that is found %s while the kept bytes are copied', async ([found, left]) => {
  const checking = found === 'sound' ? Promise.resolve() : Promise.reject(new Error(found));
  checking.catch(() => {});
  const directory = testDirectory();
  const path = join(directory, 'table.parquet');
  writeFileSync(path, 'kept, old');
  const place = await openPlace(path, {}, listen().context);
  const bytes = Buffer.from('new');
  const tail = tailWhen({ size: 3, read: async (start, end) => bytes.subarray(start, end) }, checking);
  const graft = { keep: 6, tail: [], size: 9, cuts: [6, 9] };
  const committing = commitGraft(place, (await look(place))!, { graft, tail, metadata: {} });
  expect(await committing.then(() => 'sound', String)).toContain(found);
  expect(readFileSync(path, 'utf8')).toBe(left);
  expect(readdirSync(directory).filter((name) => name !== '.leat.lock')).toEqual(['table.parquet']);
});
