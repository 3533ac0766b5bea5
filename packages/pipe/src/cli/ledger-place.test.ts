import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ledgerPlace } from './ledger-place.ts';

beforeEach(() => void vi.stubEnv('XDG_STATE_HOME', '/state'));
afterEach(() => void vi.unstubAllEnvs());

const values = {
  ledger: undefined,
  noLedger: false,
  force: false,
  acceptMoved: false,
  retries: 4,
  deadLetter: undefined,
  maxLine: 1,
};

test('a ledger per destination, and the dead letters beside it', () => {
  const { ledgerPath, deadLetterPath } = ledgerPlace('put', 'file:/there', undefined, values);
  expect(ledgerPath).toMatch(/^\/state\/leat\/put\/there-[0-9a-f]{10}\.db$/);
  expect(deadLetterPath).toBe(ledgerPath!.replace(/\.db$/, '.dead-letter.ndjson'));
});

test.for([
  ['/a/l.db', undefined, '/a/l.dead-letter.ndjson'],
  ['/a/ledger', undefined, '/a/ledger.dead-letter.ndjson'],
  ['/a/l.db', '/b/d', '/b/d'],
] as const)('with --ledger %s and --dead-letter %s', ([ledger, deadLetter, deadLetterPath]) => {
  expect(ledgerPlace('put', 'x', undefined, { ...values, ledger, deadLetter })).toMatchObject({
    ledgerPath: ledger,
    deadLetterPath,
  });
});

test('runs without a ledger do not share their dead letters', () => {
  const { ledgerPath, deadLetterPath } = ledgerPlace('put', 'x', undefined, { ...values, noLedger: true });
  expect(ledgerPath).toBeUndefined();
  expect(deadLetterPath).toMatch(
    new RegExp(
      String.raw`^/state/leat/put/\d{4}-\d\d-\d\dT\d{6}\.\d{3}Z-${process.pid}\.dead-letter\.ndjson$`,
    ),
  );
});

test('options that change the result make a difference, in whatever order they are written', () => {
  const digest = (options: unknown): string => ledgerPlace('put', 'x', options, values).options;
  expect(digest({ mode: 'copy', quality: 5 })).not.toBe(digest({ mode: 'link', quality: 5 }));
  expect(digest({ mode: 'copy', quality: 5 })).toBe(digest({ quality: 5, mode: 'copy' }));
  expect(digest({ list: [1, 2] })).not.toBe(digest({ list: [2, 1] }));
  expect(digest(undefined)).toBe(digest(null));
});
