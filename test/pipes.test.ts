import { execaSync } from 'execa';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openFixtureShell, type FixtureShell } from './fixture-shell.ts';

/* What becomes of a run whose reader leaves, and whose disk is full. */

let shell: FixtureShell;
beforeAll(async () => {
  shell = await openFixtureShell();
});
afterAll(() => shell.end());

test('the reader of a source leaves: 141, and not a word but the summary', async () => {
  const said = await shell.run('leat-count --to 1000000 | head -1');
  expect(said.exit).toBe(141);
  expect(said.records()).toMatchObject([{ key: 'item-0000001' }]);
  expect(said.messages()).toHaveLength(1);
  const { listed, emitted, exit } = said.summary('count') as Record<string, number>;
  expect({ emitted, exit }).toEqual({ emitted: listed, exit: 141 });
  expect(listed).toBeLessThan(1_000_000);
});

test('the reader of a step leaves: what is in flight is finished, and nothing is lost', async () => {
  const pipeline = 'leat-count --to 100000 --quiet | leat-put --to left --delay 1';
  const said = await shell.run(`${pipeline} | head -1`);
  expect(said.exit).toBe(141);
  const { read, done, unfinished } = said.summary('put') as Record<string, number>;
  expect(read).toBe(done! + unfinished!);
  expect(read).toBeLessThan(100_000);
  const again = await shell.run('leat-count --to 20 | leat-put --to left');
  expect(again.exit).toBe(0);
  expect(again.records()).toHaveLength(20);
});

test('a reader that leaves while all is skipped ends the run too', async () => {
  await shell.run('leat-count --to 2000 --quiet | leat-put --to skipped --concurrency 100 > /dev/null');
  const said = await shell.run(
    'leat-count --to 2000 --pad 500 2>/dev/null | leat-put --to skipped | head -1',
  );
  expect(said.exit).toBe(141);
  const { read, skipped } = said.summary('put') as Record<string, number>;
  expect(skipped).toBe(read);
  expect(read).toBeLessThan(2000);
  expect(said.messages()).toHaveLength(1);
});

test.for([
  ['a source', 'leat-count --to 5', 'count', { emitted: 5, exit: 4 }],
  ['a step', 'leat-count --to 5 --quiet 2>/dev/null | leat-put --to full', 'put', { done: 5, exit: 4 }],
  ['a reducer', 'leat-count --to 5 --quiet 2>/dev/null | leat-sum --to full', 'sum', { done: 5, exit: 4 }],
] as const)('%s writes to a full disk: 4, and it says so', async ([, command, tool, summary]) => {
  const said = await shell.run(`${command} > /dev/full`);
  expect(said.exit).toBe(4);
  expect(said.messages()).toMatchObject([
    { level: 'error', tool, msg: 'cannot write to stdout: ENOSPC: no space left on device, write' },
    { tool, msg: 'summary', ...summary },
  ]);
  expect(said.summary(tool)).toMatchObject(summary);
});

test.for(['--help', '--version', '--schema', '--completion bash'])(
  '%s to a full disk is no success',
  async (flag) => {
    expect((await shell.run(`leat-put ${flag} > /dev/full`)).exit).toBe(4);
  },
);

// A limit on the size of files is a full disk that needs no rights: the last write comes back short.
test('a file that takes only a part of the last block is no success', async () => {
  const said = await shell.run('ulimit -f 8; leat-count --to 200 > part');
  const file = readFileSync(join(shell.directory, 'part'));
  expect(file).toHaveLength(8 * 1024);
  expect(said.exit).toBe(4);
  expect(said.messages()[0]).toMatchObject({
    level: 'error',
    msg: expect.stringContaining('cannot write to stdout') as string,
  });
});

const canMount =
  execaSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], { reject: false }).exitCode === 0;

/** Runs a command in a directory `small` that is a disk of its own, so large. */
const onSmallDisk = (size: string, command: string): string => {
  mkdirSync(join(shell.directory, 'small'), { recursive: true });
  return `unshare -m bash -o pipefail -c 'mount -t tmpfs -o size=${size} tmpfs small && ${command}'`;
};

test.runIf(canMount)('the disk of the ledger is full: 4, and what was printed is in the ledger', async () => {
  const said = await shell.run(
    onSmallDisk(
      '200k',
      'leat-count --to 5000 --quiet 2>/dev/null | leat-put --to effects --size 200 --ledger small/l.db > printed; exit=$?; leat-ledger ls --ledger small/l.db; exit $exit',
    ),
  );
  expect(said.exit).toBe(4);
  const summary = said.summary('put') as Record<string, number>;
  expect(said.messages().filter(({ level }) => level === 'error')).toMatchObject([{ code: 'disk_full' }]);
  expect(summary['read']).toBe(summary['done']! + summary['unfinished']!);
  const printed = readFileSync(join(shell.directory, 'printed'), 'utf8').trim().split('\n');
  expect(printed).toHaveLength(summary['done']!);
  const isDone = new Set(
    said
      .records()
      .filter(({ state }) => state === 'done')
      .map(({ key }) => key),
  );
  expect(printed.every((line) => isDone.has((JSON.parse(line) as { key: string }).key))).toBe(true);
});

test.runIf(canMount)(
  'the disk of the dead letter is full: 4, and the ledger still has what failed',
  async () => {
    const records = [...Array(300).keys()].map(
      (n) => `{"key":"k${n}","act":"reject","fill":"${'x'.repeat(300)}"}\n`,
    );
    const said = await shell.run(
      onSmallDisk('64k', 'leat-put --to effects --ledger here.db --dead-letter small/letters'),
      records.join(''),
    );
    expect(said.exit).toBe(4);
    expect(said.messages().at(-2)).toMatchObject({
      code: 'disk_full',
      msg: expect.stringContaining('dead letter') as string,
    });
    expect(said.summary('put')).toMatchObject({ read: 300, failed: 300, exit: 4 });
    const failed = await shell.run('leat-ledger failed --ledger ./here.db');
    expect(failed.records()).toHaveLength(300);
  },
);

test('what nobody reads on stderr does not stop the work', async () => {
  const said = await shell.run('leat-count --to 2000 2>/dev/null | leat-put --to quiet --verbose 2> >(true)');
  expect(said.exit).toBe(0);
  expect(said.records()).toHaveLength(2000);
});

test('nothing that stands between two tools is lost', async () => {
  const said = await shell.run(
    'leat-count --to 3000 --pad 300 2>/dev/null | jq -c . | leat-put --to one --no-ledger 2>/dev/null | leat-put --to two --no-ledger --quiet | wc -l',
  );
  expect(said.exit).toBe(0);
  expect(Number(said.stdout)).toBe(3000);
});
