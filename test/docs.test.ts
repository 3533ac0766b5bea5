import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSandbox, root, type Sandbox } from './sandbox.ts';

/*
 * What the documents say is run. A fence marked `sh` must run as it stands, in a directory with datasets in
 * `data/` that have been uploaded once; so must every example in a tool's help.
 */

const documents = globSync(['README.md', 'docs/*.md', 'tools/*/README.md', 'packages/*/README.md'], {
  cwd: root,
}).toSorted();
const binaries = globSync(['tools/*/bin/*.js', 'packages/pipe/bin/*.js'], { cwd: root }).map((file) =>
  basename(file, '.js'),
);

const blocks = (document: string): string[] =>
  [...readFileSync(join(root, document), 'utf8').matchAll(/^```sh\n([\s\S]*?)^```/gm)].map(
    (match) => match[1]!,
  );

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openSandbox();
  const { exit, stderr } = await sandbox.run('leat-scan data | leat-clowder-upload >/dev/null');
  if (exit !== 0) throw new Error(stderr);
});
afterAll(() => sandbox.end());

describe('commands in documents', () => {
  const commands = documents.flatMap((document) =>
    blocks(document).map((command) => ({ document, command })),
  );
  test.for(commands)('$document: $command', async ({ command }) => {
    const { exit, stderr } = await sandbox.run(command);
    expect(exit, stderr).toBe(0);
  });
});

describe('examples in the help', () => {
  test.for(binaries)('%s', async (binary) => {
    const { stdout: help } = await sandbox.run(`${binary} --help`);
    const section = /^Examples:\n((?: {2}.*\n)+)/m.exec(help)?.[1] ?? '';
    const examples = section.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('  #'));
    expect(examples.length).toBeGreaterThanOrEqual(3);
    for (const example of examples) {
      const { exit, stderr } = await sandbox.run(example.trim());
      expect(exit, `${example}\n${stderr}`).toBe(0);
    }
  });
});

/** The anchors of a document, made of its headings as GitHub does. */
function anchorsOf(document: string): string[] {
  const text = readFileSync(join(root, document), 'utf8').replaceAll(/^```[\s\S]*?^```/gm, '');
  return [...text.matchAll(/^#+ (.*)$/gm)].map((match) =>
    match[1]!
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-'),
  );
}

test.for(documents)('every link in %s leads somewhere', (document) => {
  const text = readFileSync(join(root, document), 'utf8');
  const links = [...text.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)];
  const dead = links.filter(([, file, anchor]) => {
    const target = file === '' ? document : join(dirname(document), file!);
    return !existsSync(join(root, target)) || (anchor !== undefined && !anchorsOf(target).includes(anchor));
  });
  expect(dead.map(([link]) => link)).toEqual([]);
});

test('every page of docs/ stands in the README', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const pages = documents.filter((document) => document.startsWith('docs/'));
  expect(pages.filter((page) => !readme.includes(`](${page})`))).toEqual([]);
});

test('every option that is named in a document is one', async () => {
  const helps = [...binaries, ...['show', 'compact', 'gc'].map((command) => `leat-blob-append ${command}`)];
  const told = await Promise.all(helps.map((tool) => sandbox.run(`${tool} --help`)));
  const known = new Set(told.flatMap(({ stdout }) => stdout.match(/--[a-z][a-z0-9-]*/g) ?? []));
  const named = documents
    .filter((document) => !document.startsWith('packages/'))
    .flatMap(
      (document) => readFileSync(join(root, document), 'utf8').match(/(?<=`)--[a-z][a-z0-9-]*/g) ?? [],
    );
  expect(named.filter((option) => !known.has(option))).toEqual([]);
});

test('every tool stands in the README', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  expect(binaries.filter((binary) => !readme.includes(`\`${binary}\``))).toEqual([]);
});
