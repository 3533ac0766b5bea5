import { beforeEach, expect, test } from 'vitest';
import { openFixtureShell, type FixtureShell } from './fixture-shell.ts';

/* What a reducer takes beside records on stdin, and what it is asked beside its work. */

let shell: FixtureShell;
beforeEach(async () => {
  shell = await openFixtureShell();
  return () => shell.end();
});

test('members that the settings give: stdin is not read', async () => {
  const said = await shell.run('mkfifo never-ends; leat-sum --to there --given 3 0<>never-ends');
  expect(said.records()).toMatchObject([{ sum: { members: 3 } }]);
  const again = await shell.run('leat-sum --to there --given 3');
  expect(again.summary('sum')).toMatchObject({ read: 3, skipped: 3 });
});

test('all of the input or nothing', async () => {
  const many = await shell.run('leat-count --to 30 | leat-sum --to there --whole --batch-count 7');
  expect(many.records()).toMatchObject([{ sum: { members: 30 } }]);
  const torn = await shell.run('(leat-count --to 30; echo -n "{") | leat-sum --to other --whole');
  expect(torn.exit).toBe(4);
  expect(torn.stdout).toBe('');
  expect(torn.messages()).toContainEqual(expect.objectContaining({ code: 'incomplete_input' }));
});

test('a command answers, without stdin and without a summary', async () => {
  await shell.run('leat-count --to 3 | leat-sum --to there --batch-count 1');
  const said = await shell.run('leat-sum show there <&-');
  expect(said).toMatchObject({ exit: 0, stdout: '{"batches":3}\n', stderr: '' });
});

test.for([
  ['show nowhere', 3, 'there is nothing'],
  ['show', 2, 'DIR is missing'],
  ['show there --batch-count 3', 2, 'unknown option --batch-count'],
  ['sow there', 2, 'unexpected word: sow'],
] as const)('leat-sum %s: exit %i', async ([words, exit, wording]) => {
  const said = await shell.run(`leat-sum ${words} < /dev/null`);
  expect(said.exit).toBe(exit);
  expect(said.stderr).toContain(wording);
});

test('the help of a command', async () => {
  const { stdout, exit } = await shell.run('leat-sum show --help');
  expect(exit).toBe(0);
  expect(stdout).toContain('Usage: leat-sum show [options] DIR\n');
});
