import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testDirectory } from '../fixtures/directory.ts';
import { defaultLedgerPath, findLedger } from './path.ts';

test.for([
  [
    'https://clowder.example.org/api?space=5',
    /^\/s\/put\/clowder\.example\.org-api-space-5-[0-9a-f]{10}\.db$/,
  ],
  ['s3://bucket/prefix/', /^\/s\/put\/bucket-prefix-[0-9a-f]{10}\.db$/],
  ['../../etc/passwd', /^\/s\/put\/etc-passwd-[0-9a-f]{10}\.db$/],
  ['', /^\/s\/put\/-[0-9a-f]{10}\.db$/],
  ['x'.repeat(500), /^\/s\/put\/x{40}-[0-9a-f]{10}\.db$/],
] as const)('%s has a name that a person recognises', ([destination, path]) => {
  expect(defaultLedgerPath('/s', 'put', destination)).toMatch(path);
});

test('destinations that look alike are kept apart', () => {
  expect(defaultLedgerPath('/s', 'put', 'a/b')).not.toBe(defaultLedgerPath('/s', 'put', 'a:b'));
});

function stateWith(...files: string[]): string {
  const state = testDirectory();
  for (const file of files) {
    mkdirSync(join(state, 'put'), { recursive: true });
    writeFileSync(join(state, 'put', file), '');
  }
  return state;
}

test('a path is that path; a name is the one ledger of that tool', () => {
  const state = stateWith('a.db', 'a.db.lock', 'a.db-wal', 'a.dead-letter.ndjson');
  expect(findLedger(join(state, 'put/a.db'), '/nowhere')).toBe(join(state, 'put/a.db'));
  expect(findLedger('put', state)).toBe(join(state, 'put/a.db'));
});

test.for([
  ['./none.db', [], 'no_ledger', 'there is no ledger at ./none.db'],
  ['put', [], 'no_ledger', 'leat-put has no ledger in '],
  ['put', ['b.db', 'a.db'], 'which_ledger', 'leat-put has 2 ledgers: '],
] as const)('%s with %j', ([given, files, code, message]) => {
  expect(() => findLedger(given, stateWith(...files))).toThrow(
    expect.objectContaining({ class: 'fatal', code, message: expect.stringContaining(message) as string }),
  );
});
