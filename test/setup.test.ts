import { execa } from 'execa';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');

/** A checkout in which npx notes what it is asked for. */
let checkout: string;
let stamp: string;
beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), 'leat setup '));
  stamp = join(checkout, 'node_modules/.leat-installed');
  for (const directory of ['scripts', 'node_modules', 'bin', 'packages/a', 'tools/b'])
    mkdirSync(join(checkout, directory), { recursive: true });
  for (const file of ['scripts/setup', 'pnpm-workspace.yaml', 'pnpm-lock.yaml', 'package.json'])
    cpSync(join(root, file), join(checkout, file));
  for (const file of ['packages/a/package.json', 'tools/b/package.json'])
    writeFileSync(join(checkout, file), '{}');
  writeFileSync(join(checkout, 'scripts/build.ts'), '');
});
afterEach(() => rmSync(checkout, { recursive: true, force: true }));

async function setup(then = ''): Promise<{ exit: number | undefined; asked: readonly string[] }> {
  const notes = join(checkout, 'asked');
  writeFileSync(notes, '');
  const npx = `#!/bin/sh\nprintf '%s\\n' "$@" >>'${notes}'\n${then}\n`;
  writeFileSync(join(checkout, 'bin/npx'), npx, { mode: 0o755 });
  const { exitCode } = await execa('sh', [join(checkout, 'scripts/setup')], {
    env: { PATH: `${join(checkout, 'bin')}:${process.env['PATH']}` },
    reject: false,
  });
  return { exit: exitCode, asked: readFileSync(notes, 'utf8').split('\n').slice(0, -1) };
}

test('packages are installed once, as for the Node that they will run under', async () => {
  const { exit, asked } = await setup();
  expect(exit).toBe(0);
  expect(asked).toContainEqual(expect.stringMatching(/^--config\.nodeVersion=24\.\d+\.\d+$/));
  expect(await setup()).toEqual({ exit: 0, asked: [] });
});

test('an installation that was broken off is done again, also where the packages are the old ones again', async () => {
  await setup();
  const lock = join(checkout, 'pnpm-lock.yaml');
  const before = readFileSync(lock);
  writeFileSync(lock, 'other');
  expect((await setup('kill -KILL $PPID')).exit).toBeUndefined();
  expect(existsSync(stamp)).toBe(false);
  writeFileSync(lock, before);
  expect((await setup()).asked).toContain('install');
});

test('a failure is told, and nothing counts as installed', async () => {
  expect((await setup('exit 1')).exit).toBe(4);
  expect(existsSync(stamp)).toBe(false);
});
