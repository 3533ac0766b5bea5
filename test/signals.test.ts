import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openFixtureShell, saidOf, type FixtureShell, type Said } from './fixture-shell.ts';

let shell: FixtureShell;
beforeAll(async () => {
  shell = await openFixtureShell();
});
afterAll(() => shell.end());

interface Started {
  readonly pid: number;
  /** What it has printed so far. */
  printed(): string;
  /** Settles once it has printed this many lines. */
  prints(lines: number): Promise<void>;
  feed(line: object): void;
  readonly ended: Promise<Said>;
}

/** Starts one tool, with stdin open. */
function start(words: readonly string[]): Started {
  const child = spawn(join(shell.directory, '.bin', words[0]!), words.slice(1), {
    cwd: shell.directory,
    env: shell.env,
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  // It may have ended before it has read all that it was given.
  child.stdin.on('error', () => {});
  return {
    pid: child.pid!,
    printed: () => stdout,
    async prints(lines) {
      while (stdout.split('\n').length <= lines) await sleep(5);
    },
    feed: (line) => void child.stdin.write(`${JSON.stringify(line)}\n`),
    ended: once(child, 'close').then(([code]) => saidOf(code as number, stdout, stderr)),
  };
}

const feedMany = (to: Started, count: number, more: object = {}): void => {
  for (let n = 0; n < count; n++) to.feed({ key: `k${n}`, rev: '1', ...more });
};

test.for([
  ['SIGTERM', 143],
  ['SIGINT', 130],
] as const)(
  '%s: what is in flight is finished and printed, no more is begun, exit %d',
  async ([signal, exit]) => {
    const ledger = `${signal}.db`;
    const words = ['leat-put', '--to', signal, '--delay', '20', '--ledger', ledger];
    const step = start(words);
    feedMany(step, 200);
    await step.prints(10);
    process.kill(step.pid, signal);
    const said = await step.ended;
    expect(said.exit).toBe(exit);
    expect(said.stdout.endsWith('\n')).toBe(true);
    const printed = said.records().map(({ key }) => String(key));
    const { done, read, unfinished } = said.summary('put') as Record<string, number>;
    expect(done).toBe(printed.length);
    expect(read).toBeLessThan(200);
    expect(read).toBe(done! + unfinished!);
    expect(said.messages()).toHaveLength(1);

    const listed = await shell.run(`leat-ledger ls --ledger ./${ledger}`);
    const states = new Map(listed.records().map(({ key, state }) => [String(key), state]));
    expect(
      [...states]
        .filter(([, state]) => state === 'done')
        .map(([key]) => key)
        .toSorted(),
    ).toEqual(printed.toSorted());

    const again = start(words);
    feedMany(again, 200);
    await again.prints(200);
    process.kill(again.pid, 'SIGTERM');
    const reprinted = (await again.ended).records().map(({ key }) => String(key));
    expect(reprinted).toEqual(expect.arrayContaining(printed));
  },
);

test('a signal while nothing comes in', async () => {
  const step = start(['leat-put', '--to', 'idle']);
  step.feed({ key: 'a' });
  await step.prints(1);
  process.kill(step.pid, 'SIGTERM');
  const said = await step.ended;
  expect(said.exit).toBe(143);
  expect(said.summary('put')).toMatchObject({ read: 1, done: 1, unfinished: 0, exit: 143 });
});

test('a second signal means now; the summary is said all the same', async () => {
  const step = start(['leat-put', '--to', 'twice']);
  step.feed({ key: 'a' });
  step.feed({ key: 'deaf', act: 'deaf' });
  await step.prints(1);
  process.kill(step.pid, 'SIGINT');
  await sleep(50);
  process.kill(step.pid, 'SIGINT');
  const said = await step.ended;
  expect(said.exit).toBe(130);
  expect(said.summary('put')).toMatchObject({ read: 2, done: 1, unfinished: 1, exit: 130 });
  expect(said.messages().at(-1)).toMatchObject({ msg: 'summary' });
});

test('a back-off is not waited out', async () => {
  const step = start(['leat-put', '--to', 'backoff', '--retries', '100']);
  step.feed({ key: 'a' });
  step.feed({ key: 'busy', act: 'retry' });
  await step.prints(1);
  process.kill(step.pid, 'SIGTERM');
  const said = await step.ended;
  expect(said.exit).toBe(143);
  expect(said.summary('put')).toMatchObject({ read: 2, done: 1, failed: 0, unfinished: 1 });
});

test.for([
  ['fatal', 4],
  ['bug', 1],
] as const)('%s: the process ends while the one above it goes on', async ([act, exit]) => {
  const step = start(['leat-put', '--to', act, '--ledger', `${act}.db`]);
  step.feed({ key: 'a' });
  step.feed({ key: 'x', act });
  const said = await step.ended;
  expect(said.exit).toBe(exit);
  expect(said.summary('put')).toMatchObject({ read: 2, done: 1, unfinished: 1 });
});

test('a source stops listing; its sum adds up', async () => {
  const source = start(['leat-count', '--to', '100000', '--pause', '5', '--hold', '3']);
  await source.prints(5);
  process.kill(source.pid, 'SIGTERM');
  const said = await source.ended;
  expect(said.exit).toBe(143);
  const { listed, emitted, heldBack } = said.summary('count') as Record<string, number>;
  expect(emitted).toBe(said.records().length);
  expect(listed).toBe(emitted! + heldBack!);
  expect(said.messages()).toHaveLength(1);
});

test('members that a reducer has gathered are unfinished, and nothing is committed', async () => {
  const reducer = start(['leat-sum', '--to', 'gathered', '--batch-count', '3']);
  feedMany(reducer, 5);
  await reducer.prints(1);
  process.kill(reducer.pid, 'SIGTERM');
  const said = await reducer.ended;
  expect(said.exit).toBe(143);
  const { read, done, unfinished } = said.summary('sum') as Record<string, number>;
  expect(done).toBe(3);
  expect(unfinished).toBe(read! - 3);
});

test('what is in flight and does not listen is given up after its time', async () => {
  const [patient, deaf] = ['hang', 'deaf'].map((act) => {
    const step = start(['leat-put', '--to', act, '--ledger', `${act}.db`]);
    step.feed({ key: 'a' });
    step.feed({ key: act, act });
    return step;
  }) as [Started, Started];
  await Promise.all([patient.prints(1), deaf.prints(1)]);
  process.kill(patient.pid, 'SIGTERM');
  process.kill(deaf.pid, 'SIGTERM');
  for (const step of [patient, deaf]) {
    const said = await step.ended;
    expect(said.exit).toBe(143);
    expect(said.summary('put')).toMatchObject({ read: 2, done: 1, failed: 0, unfinished: 1, exit: 143 });
    expect(said.messages()).toHaveLength(1);
  }
  expect(existsSync(join(shell.directory, 'hang.db'))).toBe(true);
});
