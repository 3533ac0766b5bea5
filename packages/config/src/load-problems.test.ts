import { expect, test } from 'vitest';
import type { Options } from './option.ts';
import { SettingsError, type Problem } from './settings-error.ts';
import { makeProject, PROJECT, USER } from './temporary-project.ts';

const options = {
  concurrency: { type: 'count', describe: 'at once', default: 4, min: 1, max: 64 },
  settle: { type: 'duration', describe: 'how long a file must rest', max: 86_400 },
  mode: { type: 'choice', describe: 'how', choices: ['fast', 'careful'] },
  exclude: { type: 'text', describe: 'leave out', many: true },
} as const satisfies Options;

const sentence = ({ where, message, hint }: Problem) =>
  `${where === undefined ? '' : `${where}: `}${message}${hint === undefined ? '' : ` (${hint})`}`;

test.each([
  ['scna: {}', 'leat.yaml:1:1: no section is called scna (did you mean scan?)'],
  ['scan:\n  conurrency: 3', 'leat.yaml:2:3: scan has no setting conurrency (did you mean concurrency?)'],
  [
    'scan: { banana: 1 }',
    'leat.yaml:1:9: scan has no setting banana (there are: settle, mode, exclude, concurrency)',
  ],
  ['clowder: { space-id: x }', 'leat.yaml:1:12: clowder has no setting space-id (did you mean spaceId?)'],
  ['clowder: { tokenfile: x }', 'leat.yaml:1:12: clowder has no setting tokenfile (did you mean tokenFile?)'],
  [
    'profiles: { a: { scan: { mod: fast } } }',
    'leat.yaml:1:26: scan has no setting mod (did you mean mode?)',
  ],
  ['profiles: { a: { copi: {} } }', 'leat.yaml:1:18: no section is called copi (did you mean copy?)'],
  ['scan: 5', 'leat.yaml:1:7: scan must hold "key: value" lines, found "5"'],
  ['scan: [a]', 'leat.yaml:1:7: scan must hold "key: value" lines, found a list'],
  ['- scan', 'leat.yaml:1:1: the file must hold "key: value" lines, found a list'],
  ['profiles: { a: b }', 'leat.yaml:1:16: profile a must hold "key: value" lines, found "b"'],
  [
    'scan:\n  concurrency: many',
    'leat.yaml:2:16: scan.concurrency is "many", expected a whole number, at least 1, at most 64',
  ],
  [
    'scan:\n  settle: 2d',
    'leat.yaml:2:11: scan.settle is "2d", expected a duration such as 500ms, 30s, 5m or 1h (a bare number is seconds), at most 1d',
  ],
  [
    'scan: { mode: fats }',
    'leat.yaml:1:15: scan.mode is "fats", expected one of fast, careful (did you mean fast?)',
  ],
  [
    'scan:\n  concurrency:\n',
    'leat.yaml:2:15: scan.concurrency is empty, expected a whole number, at least 1, at most 64 (delete the line, or give it a value)',
  ],
  [
    'scan: { concurrency: { a: 1 } }',
    'leat.yaml:1:22: scan.concurrency is a mapping, expected a whole number, at least 1, at most 64',
  ],
  [
    'scan: { concurrency: [1] }',
    'leat.yaml:1:22: scan.concurrency is a list, expected a whole number, at least 1, at most 64',
  ],
  ['scan: { exclude: [a, [b]] }', 'leat.yaml:1:22: scan.exclude is a list, expected a list, each a text'],
  ['scan: { exclude: [a, ] , exclude: b }', 'leat.yaml:1:26: exclude is there twice (keep one of them)'],
  ['scan:\n\tmode: fast', 'leat.yaml:2:1: a tab cannot indent YAML (use spaces)'],
  [
    'scan: &x {}',
    'leat.yaml:1:10: anchors (&name) are not read here (write the value where it is needed, or use a profile)',
  ],
  ['scan: {}}', 'leat.yaml:1:9: this is not YAML'],
])('%j is refused', async (text, expected) => {
  const project = await makeProject({ [PROJECT]: text });
  const problems = (await project.problems({ options })).map(sentence);
  expect(problems).toEqual([expected]);
});

test.each([
  'scan:',
  'scan:\n  # settle: 1h\n',
  'profiles:',
  'profiles:\n  local:\n',
  'profiles: { a: { scan: } }',
])('a part whose lines are commented out is empty: %j', async (text) => {
  const project = await makeProject({ [PROJECT]: text });
  await expect(project.load({ options })).resolves.toBeDefined();
});

test('a profile holds no profiles', async () => {
  const project = await makeProject({ [PROJECT]: 'profiles: { a: { profiles: {} } }' });
  expect(await project.problems({ options })).toEqual([
    { where: 'leat.yaml:1:18', message: 'no section is called profiles', hint: expect.any(String) },
  ]);
});

test('what stands in the sections of other tools is not looked at', async () => {
  const project = await makeProject({
    [PROJECT]: 'copy: { anything: [goes] }\nwarehouse: { to: snowflake }',
  });
  await expect(project.load({ options })).resolves.toBeDefined();
});

test('all problems are told together, in one message', async () => {
  const project = await makeProject({
    [PROJECT]: 'scan:\n  conurrency: 3\n  settle: soon\n',
    [USER]: 'scan: { settle: later }\nclodwer: {}\n',
  });
  const request = { options, flags: { concurrency: '0', settle: '1s' }, env: { LEAT_SCAN_MODE: 'slow' } };
  const problems = await project.problems({ ...request, resources: ['clowder'] });
  expect(problems.map(({ where, message }) => where ?? message)).toEqual([
    'leat.yaml:2:3',
    '~/.config/leat/leat.yaml:2:1',
    'flag --concurrency',
    'leat.yaml:3:11',
    '~/.config/leat/leat.yaml:1:17',
    'environment LEAT_SCAN_MODE',
    '--clowder-url is missing',
    '--clowder-token-file or --clowder-token-command is missing',
  ]);
  await expect(project.load(request)).rejects.toThrow(SettingsError);
  await expect(project.load(request)).rejects.toThrow(/^leat.yaml:2:3: .*\n.*\nflag --concurrency: /);
});

test('a value of the environment that a flag replaces is not looked at', async () => {
  const project = await makeProject();
  const request = { options, flags: { mode: 'fast' }, env: { LEAT_SCAN_MODE: 'slow' } };
  expect((await project.load(request)).values.mode).toBe('fast');
});

test('a flag that takes one value cannot be repeated', async () => {
  const project = await makeProject();
  const problems = await project.problems({ options, flags: { mode: ['fast', 'careful'] } });
  expect(problems.map(sentence)).toEqual(['flag --mode: is given more than once']);
});

test('what is missing names three ways to give it', async () => {
  const required = {
    roots: {
      type: 'path',
      describe: 'where',
      positional: true,
      many: true,
      required: true,
      placeholder: 'DIR',
    },
    target: { type: 'url', describe: 'where to', required: true },
  } as const satisfies Options;
  const project = await makeProject({ [PROJECT]: 'scan: { roots: [] }' });
  const problems = await project.problems({ options: required, resources: ['clowder'] });
  expect(problems.map(sentence)).toEqual([
    'DIR is missing (or LEAT_SCAN_ROOTS in the environment, or "scan: { roots: … }" in leat.yaml)',
    '--target is missing (or LEAT_SCAN_TARGET in the environment, or "scan: { target: … }" in leat.yaml)',
    '--clowder-url is missing (or CLOWDER_URL in the environment, or "clowder: { url: … }" in leat.yaml)',
    '--clowder-token-file or --clowder-token-command is missing (or CLOWDER_TOKEN in the environment, or "clowder: { tokenFile: … }" in leat.yaml)',
  ]);
});

test('an unknown profile is told the known ones, the nearest first', async () => {
  const project = await makeProject({
    [PROJECT]: 'profiles: { local: {}, staging: {} }',
    [USER]: 'profiles: { prod: {} }',
  });
  expect((await project.problems({ options, flags: { profile: 'prdo' } })).map(sentence)).toEqual([
    'flag --profile: no profile is called prdo (there are: prod, local, staging)',
  ]);
  expect((await project.problems({ options, env: { LEAT_PROFILE: 'lcal' } })).map(sentence)).toEqual([
    'environment LEAT_PROFILE: no profile is called lcal (there are: local, prod, staging)',
  ]);
  const empty = await makeProject();
  expect((await empty.problems({ options, env: { LEAT_PROFILE: 'prod' } })).map(sentence)).toEqual([
    'environment LEAT_PROFILE: no profile is called prod (no leat.yaml with profiles was found)',
  ]);
});

test('a password in an address is refused and not shown', async () => {
  const project = await makeProject();
  const env = { CLOWDER_URL: 'https://ada:hunter2@host', CLOWDER_TOKEN: 'key-0001' };
  const problems = (await project.problems({ options, resources: ['clowder'], env })).map(sentence);
  expect(problems).toEqual([
    'environment CLOWDER_URL: clowder.url is "https://***@host", expected an http:// or https:// address without user name and password',
  ]);
});

test('a file that cannot be read says why, and nothing that follows from it', async () => {
  const project = await makeProject({ [PROJECT]: 'nonsense: 1' });
  const load = async (config: string) =>
    (await project.problems({ options, resources: ['clowder'], flags: { config } })).map(sentence);
  expect(await load('gone.yaml')).toEqual(['gone.yaml: the file does not exist']);
  expect(await load('..')).toEqual([expect.stringMatching(/: the file is a directory$/)]);
  await project.write('project/work/latin.yaml', new Uint8Array([0x61, 0x3a, 0x20, 0xe9]));
  expect(await load('latin.yaml')).toEqual(['latin.yaml: the file is not UTF-8 (save it as UTF-8)']);
});

test('a variable with the name of the tool that is no setting is a warning, and its value is not shown', async () => {
  const project = await makeProject();
  const options = {
    settle: { type: 'duration', describe: 'how long' },
    key: { type: 'text', secret: true, describe: 'a secret' },
  } as const;
  const env = {
    LEAT_SCAN_SETTEL: 'value-1',
    LEAT_SCAN_WHATEVER: 'value-2',
    LEAT_SCAN_SETTLE: '5s',
    LEAT_SCAN_KEY_COMMAND: 'echo abcd',
    LEAT_COPY_SETTEL: 'of another tool',
    LEAT_SCANNER: 'of another program',
  };
  expect((await project.load({ options, env })).warnings).toEqual([
    'environment LEAT_SCAN_SETTEL is no setting, and is not looked at (did you mean LEAT_SCAN_SETTLE?)',
    'environment LEAT_SCAN_WHATEVER is no setting, and is not looked at',
  ]);
});
