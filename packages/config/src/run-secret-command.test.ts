import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { runSecretCommand } from './run-secret-command.ts';

const run = (command: string, seconds?: number) =>
  runSecretCommand(command, {
    where: 'leat.yaml:1:1',
    directory: tmpdir(),
    env: { PATH: process.env['PATH'] },
    ...(seconds === undefined ? {} : { seconds }),
  });

test('gives what the command prints, without the end of the line', async () => {
  expect(await run('printf "s3cret\\r\\n\\n"')).toEqual({ secret: 's3cret' });
});

test('what it says on stderr does not matter when it succeeds', async () => {
  expect(await run('echo note >&2; echo s3cret')).toEqual({ secret: 's3cret' });
});

test('its stdin is empty', async () => {
  expect(await run('cat; echo s3cret')).toEqual({ secret: 's3cret' });
});

test.each([
  ['exit 7', 'the command ended with exit code 7'],
  ['echo one >&2; echo two >&2; exit 1', 'the command ended with exit code 1: one | two'],
  ['true', 'the command printed nothing'],
  ['echo; echo no entry >&2', 'the command printed nothing: no entry'],
  ['kill -TERM $$', 'the command was ended by SIGTERM'],
  ['leat-no-such-program 2>/dev/null', 'the command ended with exit code 127'],
  ['yes | head -c 2000000', 'the command printed more than 1 MiB'],
])('%j fails: %s', async (command, message) => {
  expect(await run(command)).toEqual({ problem: { where: 'leat.yaml:1:1', message } });
});

test('a command that hangs is ended, also when a child of it holds the pipe', async () => {
  const { problem } = await run('sleep 20; echo late', 0.1);
  expect(problem?.message).toBe('the command did not end within 0.1 s');
});

test('a command that cannot be started says so', async () => {
  const { problem } = await runSecretCommand('true', { where: 'x', directory: '/nowhere', env: {} });
  expect(problem?.message).toBe('the command cannot be started (ENOENT)');
});

test('what it printed on stdout is not shown, not even when it comes back on stderr', async () => {
  const { problem } = await run('echo half-a-secret; echo "refused: half-a-secret" >&2; exit 1');
  expect(problem?.message).toBe('the command ended with exit code 1: refused: ***');
});

test('a long complaint is cut after it is masked', async () => {
  const { problem } = await run('echo secret-at-the-cut; printf "%0195dsecret-at-the-cut" 0 >&2; exit 1');
  expect(problem?.message).toMatch(/: 0+\*\*\*$/);
});
