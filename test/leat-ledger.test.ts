import { execaSync } from 'execa';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Said } from './fixture-shell.ts';
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

test('a list that a disk has no room for is no success', async () => {
  await runs.put(Array.from({ length: 1000 }, (_, n) => ({ key: `item-${n}` })));
  const said = await runs.shell.run(`ulimit -f 64; leat-ledger ls --ledger ${runs.ledger} > part`);
  expect(readFileSync(join(runs.shell.directory, 'part'))).toHaveLength(64 * 1024);
  expect(said.exit).toBe(4);
  expect(said.stderr).toBe('leat-ledger: cannot write to stdout: EFBIG: file too large, write\n');
});

const canMount =
  execaSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], { reject: false }).exitCode === 0;

test.runIf(canMount)('where nothing can be written, a ledger that nobody uses is read', async () => {
  const { directory } = runs.shell;
  await runs.put([a, { key: 'bad', act: 'reject' }]);
  mkdirSync(join(directory, 'other'));
  renameSync(join(directory, runs.ledger), join(directory, 'other/l.db'));
  const onReadOnly = (command: string): Promise<Said> =>
    runs.shell.run(
      `unshare -m bash -o pipefail -c 'mount --bind other other && mount -o remount,ro,bind other; ${command}'`,
    );
  const listed = await onReadOnly('leat-ledger ls --ledger other/l.db');
  expect(listed.records(), listed.stderr).toMatchObject([{ key: 'a' }, { key: 'bad' }]);
  const tried = await onReadOnly(
    `leat-count --to 1 2>/dev/null | leat-put --to ${runs.to} --ledger other/l.db --dry-run`,
  );
  expect(tried.exit, tried.stderr).toBe(0);
  const refused = await onReadOnly('leat-ledger forget a --ledger other/l.db');
  expect(refused.exit).toBe(4);
  expect(refused.stderr).toContain('it must be a file that can be written to, in a directory that can');
});

test.for([
  ['leat-put --bogus', 2],
  ['leat-put --to x --help > /dev/full', 4],
  ['leat-ledger sing', 2],
  ['leat-ledger show none --ledger ./l1.db', 3],
] as const)('%s ends with %d, also when nobody can read why', async ([command, exit]) => {
  expect((await runs.shell.run(`${command} 2> /dev/full`)).exit).toBe(exit);
});
