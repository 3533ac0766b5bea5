import { afterAll, beforeAll, expect, test } from 'vitest';
import { openFixtureShell, type FixtureShell } from './fixture-shell.ts';

/* Bugs of a tool, and what it cannot go on without: the process ends, says why, and its counts add up. */

let shell: FixtureShell;
beforeAll(async () => {
  shell = await openFixtureShell();
});
afterAll(() => shell.end());

let count = 0;
const put = (records: readonly object[]): Promise<Awaited<ReturnType<FixtureShell['run']>>> => {
  const name = `bugs-${++count}`;
  const input = records.map((record) => `${JSON.stringify(record)}\n`).join('');
  return shell.run(`leat-put --to ${name} --ledger ./${name}.db`, input);
};

const good = [{ key: 'a' }, { key: 'b' }];

test.for([
  ['bug', 1, 'TypeError: something is undefined'],
  ['fatal', 4, 'the token is refused'],
] as const)('%s: exit %d, told once, the summary last', async ([act, exit, message]) => {
  const said = await put([...good, { key: 'x', act }]);
  expect(said.exit).toBe(exit);
  const [error, summary, ...rest] = said.messages();
  expect(error).toMatchObject({ level: 'error', msg: expect.stringContaining(message) as string });
  expect(summary).toMatchObject({ msg: 'summary', read: 3, failed: 0, exit });
  expect(rest).toEqual([]);
  expect(said.records()).toHaveLength(Number(summary!['done']));
});

test('a promise that never settles is no success', async () => {
  const said = await put([...good, { key: 'x', act: 'never' }]);
  expect(said.exit).toBe(1);
  const [error, summary] = said.messages();
  expect(error).toMatchObject({
    level: 'error',
    msg: 'the run cannot end: something it waits for never happens',
  });
  expect(summary).toMatchObject({ msg: 'summary', read: 3, done: 2, unfinished: 1, exit: 1 });
});

test('what is thrown where nobody catches it ends the run', async () => {
  const said = await put([...good, { key: 'x', act: 'throw-later' }]);
  expect(said.exit).toBe(1);
  const [error, summary] = said.messages();
  expect(error).toMatchObject({
    level: 'error',
    msg: expect.stringContaining('where nobody catches it') as string,
  });
  expect(summary).toMatchObject({ msg: 'summary', read: 3, done: 2, unfinished: 1, exit: 1 });
});

test.for([
  ['fatal', 'the table is gone'],
  ['refuse', 'the batch is refused'],
] as const)('a reducer whose whole batch fails (%s)', async ([act, message]) => {
  const input = [{ key: 'a' }, { key: 'x', act }].map((record) => `${JSON.stringify(record)}\n`).join('');
  const said = await shell.run(`leat-sum --to ${act}`, input);
  expect(said.exit).toBe(4);
  expect(said.messages()[0]).toMatchObject({ level: 'error', msg: message, class: 'fatal' });
  expect(said.summary('sum')).toMatchObject({ read: 2, done: 0, failed: 0, unfinished: 2, exit: 4 });
  expect(shell.deadLetters('sum')).toEqual([]);
});

test('stdin that cannot be read', async () => {
  const said = await shell.run('leat-put --to x < .');
  expect(said.exit).toBe(4);
  expect(said.messages()[0]).toMatchObject({
    code: 'stdin_unreadable',
    msg: 'cannot read stdin: it is a directory',
  });
});
