import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { usePutRuns } from './put-runs.ts';

const runs = usePutRuns();
const a = { key: 'a', rev: '1', uri: '/data/a' };

test('shows and mends what a tool remembers', async () => {
  await runs.put([a, { key: 'bad', act: 'reject' }]);
  const shown = await runs.shell.run(`leat-ledger show a --ledger ${runs.ledger}`);
  expect(shown.records()).toMatchObject([{ key: 'a', state: 'done', result: { put: { mode: 'plain' } } }]);
  const failed = await runs.shell.run(`leat-ledger failed --ledger ${runs.ledger}`);
  expect(failed.records()).toMatchObject([{ key: 'bad', error: { code: 'not_wanted' } }]);
  expect(failed.stdout).toBe(
    readFileSync(join(runs.shell.directory, runs.ledger.replace('.db', '.dead-letter.ndjson')), 'utf8'),
  );
  expect((await runs.shell.run(`leat-ledger forget a bad --ledger ${runs.ledger}`)).records()).toEqual([
    { key: 'a', forgotten: 1 },
    { key: 'bad', forgotten: 1 },
  ]);
  expect((await runs.put([a])).summary('put')).toMatchObject({ done: 1 });
});

test.for([
  ['', 2, 'say what to do'],
  ['sing', 2, 'unknown command: sing'],
  ['show --ledger put', 2, 'show needs one KEY'],
  ['ls a --ledger put', 2, 'ls takes no keys'],
  ['failed', 2, 'failed needs --ledger'],
  ['ls --legder x', 2, 'did you mean --ledger?'],
  ['show none --ledger ./l1.db', 3, 'does not know none'],
  ['ls --ledger ./none.db', 4, 'there is no ledger at ./none.db'],
  ['ls --ledger nosuchtool', 4, 'leat-nosuchtool has no ledger'],
] as const)('%s: exit %d, %s', async ([words, exit, message]) => {
  const said = await runs.shell.run(`leat-ledger ${words}`);
  expect(said.exit, said.stderr).toBe(exit);
  expect(said.stderr).toContain(message);
  expect(said.stderr).not.toContain('    at ');
  expect(said.stdout).toBe('');
});

test('a file that is no ledger', async () => {
  writeFileSync(
    join(runs.shell.directory, 'text.db'),
    'no database at all, but long enough to be read as one'.repeat(50),
  );
  const said = await runs.shell.run('leat-ledger ls --ledger ./text.db');
  expect(said.exit).toBe(4);
  expect(said.stderr).toContain('ledger ./text.db: file is not a database');
});
