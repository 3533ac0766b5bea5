import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { troubleFailure } from './trouble-failure.ts';
import type { TroubleCode } from './walk/trouble.ts';

const codes = {
  denied: true,
  vanished: true,
  unreadable: true,
  loop: true,
  dangling_link: true,
  special_file: true,
  name_not_utf8: true,
} satisfies Record<TroubleCode, true>;

const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');

test.for(Object.keys(codes) as TroubleCode[])('%s has a hint, and stands in the README', (code) => {
  const failure = troubleFailure(code, 'it is');
  expect(failure).toMatchObject({ class: 'reject', code, message: 'it is', hint: expect.any(String) });
  expect(readme).toContain(`| \`${code}\` |`);
});
