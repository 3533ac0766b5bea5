import { access, chown } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mask } from './mask.ts';
import type { Options } from './option.ts';
import { ABOVE, makeProject, PROJECT, USER, type TemporaryProject } from './temporary-project.ts';

const options = {
  key: { type: 'text', describe: 'key of a service', secret: true, env: ['SERVICE_KEY'] },
} as const satisfies Options;

test.each([
  ['environment LEAT_SCAN_KEY', { LEAT_SCAN_KEY: 'from-env' }, {}, '', 'from-env'],
  ['environment SERVICE_KEY', { SERVICE_KEY: 'from-known' }, {}, '', 'from-known'],
  ['environment LEAT_SCAN_KEY_FILE', { LEAT_SCAN_KEY_FILE: 'key.txt' }, {}, '', 'from-file'],
  ['environment SERVICE_KEY_FILE', { SERVICE_KEY_FILE: '~/key.txt' }, {}, '', 'from-home'],
  ['environment SERVICE_KEY_COMMAND', { SERVICE_KEY_COMMAND: 'cat key.txt' }, {}, '', 'from-file'],
  ['flag --key-file', {}, { keyFile: 'key.txt' }, '', 'from-file'],
  ['flag --key-command', {}, { keyCommand: 'printf "a\\nb\\n"' }, '', 'a\nb'],
  ['leat.yaml line 1', {}, {}, 'key: from-yaml', 'from-yaml'],
  ['leat.yaml line 1', {}, {}, 'keyFile: key.txt', 'from-file'],
  ['leat.yaml line 1', {}, {}, 'keyFile: ~/key.txt', 'from-home'],
  ['leat.yaml line 1', {}, {}, 'keyCommand: echo 0123', '0123'],
  ['leat.yaml line 1', {}, {}, 'key: 0123', '0123'],
  // A stronger level wins as a whole, in whatever form.
  ['flag --key-file', { SERVICE_KEY: 'from-known' }, { keyFile: 'key.txt' }, 'key: from-yaml', 'from-file'],
  ['environment SERVICE_KEY', { SERVICE_KEY: 'from-known' }, {}, 'keyCommand: exit 1', 'from-known'],
  ['environment LEAT_SCAN_KEY', { LEAT_SCAN_KEY: 'ours', SERVICE_KEY_FILE: 'key.txt' }, {}, '', 'ours'],
  ['environment SERVICE_KEY', { LEAT_SCAN_KEY_FILE: '', SERVICE_KEY: 'from-known' }, {}, '', 'from-known'],
])('%s: %j %j %j', async (origin, env, flags, yaml, secret) => {
  const project = await makeProject({
    [PROJECT]: `scan: { ${yaml} }`,
    'project/work/key.txt': 'from-file\r\n',
    'home/key.txt': 'from-home\n',
  });
  const settings = await project.load({ options, env, flags });
  expect(settings.values.key).toBe(secret);
  expect(settings.describe()).toEqual([{ setting: 'scan.key', value: '***', origin }]);
  expect(settings.warnings).toEqual([]);
  expect(mask(`the key is ${secret}.`)).toBe(secret.length < 4 ? `the key is ${secret}.` : 'the key is ***.');
});

test('a byte order mark at the start of a file is no part of the secret', async () => {
  const project = await makeProject({ 'project/work/key.txt': '\uFEFFfrom-an-editor\r\n' });
  const settings = await project.load({ options, env: { SERVICE_KEY_FILE: 'key.txt' } });
  expect(settings.values.key).toBe('from-an-editor');
});

test('a secret is never taken from a flag by value', async () => {
  const project = await makeProject();
  expect((await project.load({ options, flags: { key: 'typed' } })).values.key).toBeUndefined();
});

test.each([
  [
    { SERVICE_KEY: 'a', SERVICE_KEY_FILE: 'b' },
    {},
    '',
    /^environment SERVICE_KEY: .* 2 times: SERVICE_KEY, SERVICE_KEY_FILE$/,
  ],
  [{}, { keyFile: 'a', keyCommand: 'b' }, '', /^flag --key-file: .* 2 times: --key-file, --key-command$/],
  [{ SERVICE_KEY: 'fine' }, {}, 'key: a, keyCommand: b', /^leat.yaml:1:14: .* 2 times: key, keyCommand$/],
  [{}, {}, 'keyFile: gone.txt', /^leat.yaml:1:18: the file .*\/work\/gone.txt does not exist$/],
  [{}, {}, 'keyFile: empty.txt', /^leat.yaml:1:18: the file .*\/work\/empty.txt is empty$/],
  [{}, {}, 'keyFile: utf16.txt', /^leat.yaml:1:18: the file .*\/work\/utf16.txt is not UTF-8$/],
  [{ SERVICE_KEY_FILE: '.' }, {}, '', /^environment SERVICE_KEY_FILE: the file .* is a directory$/],
  [{}, {}, 'key: [a]', /^leat.yaml:1:14: scan.key is a list, expected a text$/],
  [{}, {}, 'key: ""', /^leat.yaml:1:14: scan.key is empty$/],
  [{}, {}, 'key: ', /^leat.yaml:1:15: scan.key is empty, expected a text$/],
  [{}, { keyFile: ['a', 'b'] }, '', /^flag --key-file: is given more than once$/],
  [{}, { keyCommand: 'exit 3' }, '', /^flag --key-command: the command ended with exit code 3$/],
  [{}, { keyCommand: 'true' }, '', /^flag --key-command: the command printed nothing$/],
])('%j %j %j is refused', async (env, flags, yaml, expected) => {
  const project = await makeProject({ [PROJECT]: `scan: { ${yaml} }`, 'project/work/empty.txt': '\n' });
  await project.write('project/work/utf16.txt', Buffer.from('\uFEFFkey-0001', 'utf16le'));
  const problems = await project.problems({ options, env, flags });
  expect(problems.map(({ where, message }) => `${where}: ${message}`)).toEqual([
    expect.stringMatching(expected),
  ]);
});

test('commands of a resource that is not used are not run', async () => {
  const project = await makeProject({
    [PROJECT]: 'clowder: { url: http://h, tokenCommand: touch ran; echo key-0001 }',
  });
  await project.load({ options: {} });
  await expect(access(join(project.cwd, 'ran'))).rejects.toThrow('ENOENT');
  await project.load({ options: {}, resources: ['clowder'] });
  await expect(access(join(project.cwd, 'ran'))).resolves.toBeUndefined();
});

function warning(where: string): string {
  return `scan.key is in ${where}, which everybody on this machine can read: chmod o-r it`;
}

test('a secret that everybody can read is a warning', async () => {
  const project = await makeProject();
  const file = await project.write('project/work/key.txt', 'from-file', 0o644);
  await project.write(PROJECT, 'scan: { key: from-yaml }', 0o644);
  expect((await project.load({ options })).warnings).toEqual([warning('leat.yaml')]);
  const settings = await project.load({ options, env: { SERVICE_KEY_FILE: 'key.txt' } });
  expect(settings.warnings).toEqual([warning(file)]);
});

/** What a load says about a command in a file that was found by chance, then in the same file by its name. */
async function outcomes(project: TemporaryProject, file: string): Promise<unknown> {
  const other = { label: { type: 'text', describe: 'put before each key' } } as const;
  const named = await project.load({ options, flags: { config: file } });
  return {
    problems: await project.problems({ options }),
    warnings: (await project.load({ tool: 'copy', options: other })).warnings,
    named: [named.values.key, named.warnings],
  };
}

const refused = (file: string) => ({
  problems: [
    {
      where: `${file}:1:21`,
      message: 'the command is not run: somebody else can write this file',
      hint: `if you trust it, name it: --config ${file}`,
    },
  ],
  warnings: [
    `${file} was found on the way up and somebody else can write it: if you trust it, name it with --config`,
  ],
  named: ['from-command', []],
});

test('a command in a file that everybody can write is run only when the file is named', async () => {
  const project = await makeProject();
  const file = await project.write(ABOVE, 'scan: { keyCommand: echo from-command }', 0o602);
  expect(await outcomes(project, file)).toEqual(refused(file));
});

test('a command in a file of somebody else is run only when the file is named', async ({ skip }) => {
  if (process.getuid?.() !== 0) skip('only root can give a file to somebody else');
  const project = await makeProject();
  const file = await project.write(ABOVE, 'scan: { keyCommand: echo from-command }');
  await chown(file, 4711, 4711);
  expect(await outcomes(project, file)).toEqual(refused(file));
});

test('the user file may hold what the project file leaves out', async () => {
  const project = await makeProject({ [PROJECT]: 'scan: {}', [USER]: 'scan: { keyCommand: cat key.txt }' });
  await project.write('home/.config/leat/key.txt', 'beside the file');
  expect((await project.load({ options })).values.key).toBe('beside the file');
});
