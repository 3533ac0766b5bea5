import { expect, test } from 'vitest';
import { execa } from 'execa';
import { join } from 'node:path';
import { root } from './sandbox.ts';

/* leat-blob-append has a `--schema exact|add`; the question of the same name is answered all the same. */

const run = (
  ...words: string[]
): Promise<{ exitCode?: number | undefined; stdout: string; stderr: string }> =>
  execa(join(root, 'node_modules/.bin/leat-blob-append'), words, { reject: false, stdin: 'ignore' });

test.for([[['--schema']], [['--schema', '--quiet']], [['--to', 'x', '--schema']]])(
  '%j asks for the schemas',
  async ([words]) => {
    const { exitCode, stdout } = await run(...words!);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toHaveProperty('$defs');
  },
);

test('with one of its words it is the option', async () => {
  const { exitCode, stderr } = await run('--schema', 'add', '--to', 'nowhere/t.parquet', '--quiet');
  expect(exitCode, stderr).toBe(0);
});
