import { execa } from 'execa';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundle } from '../scripts/bundle.ts';
import { putFiles } from '../scripts/put-files.ts';
import { openSandbox, root, type Sandbox } from './sandbox.ts';

/* The tool that docs/new-tool.md writes, taken from there, built and run. */

let sandbox: Sandbox;
let home: string;
beforeAll(async () => {
  sandbox = await openSandbox();
  const [main, fields] = [
    ...readFileSync(join(root, 'docs/new-tool.md'), 'utf8').matchAll(/^```ts\n([\s\S]*?)^```/gm),
  ];
  // Below the project, where its packages are found.
  mkdirSync(join(root, 'node_modules/.leat'), { recursive: true });
  home = mkdtempSync(join(root, 'node_modules/.leat/worked-'));
  writeFileSync(join(home, 'main.ts'), main![1]!);
  writeFileSync(join(home, 'fields.ts'), fields![1]!);
  putFiles(await bundle(join(home, 'main.ts'), join(home, 'dist')));
});
afterAll(async () => {
  rmSync(home, { recursive: true, force: true });
  await sandbox.end();
});

test('the worked tool does what the page says', async () => {
  const line = `leat-scan data --as file --match '*.csv' | node '${join(home, 'dist/main.js')}'`;
  const first = await sandbox.run(line);
  expect(first.exit, first.stderr).toBe(0);
  const records = first.stdout
    .split('\n')
    .map((text) => JSON.parse(text) as { uri: string; checksum: { sha256: string } });
  expect(records.length).toBe(12);
  for (const { uri, checksum } of records) {
    expect(checksum.sha256).toBe(createHash('sha256').update(readFileSync(uri)).digest('hex'));
    expect(readFileSync(`${uri}.sha256`, 'utf8')).toBe(`${checksum.sha256}\n`);
  }
  const again = await sandbox.run(line);
  // Records come in the order in which they were done.
  expect(again.stdout.split('\n').toSorted()).toEqual(first.stdout.split('\n').toSorted());
  expect(JSON.parse(again.stderr.split('\n').at(-1)!)).toMatchObject({
    tool: 'checksum',
    done: 0,
    skipped: 12,
  });
});

test('the worked tool passes the type check', async () => {
  const { exitCode, stdout } = await execa('tsc', ['--noEmit', '--project', writeProject()], {
    preferLocal: true,
    localDir: root,
    reject: false,
  });
  expect(exitCode, stdout).toBe(0);
});

function writeProject(): string {
  const path = join(home, 'tsconfig.json');
  writeFileSync(
    path,
    JSON.stringify({
      extends: join(root, 'tsconfig.base.json'),
      files: ['main.ts'],
      compilerOptions: { typeRoots: [join(root, 'node_modules/@types')] },
    }),
  );
  return path;
}
