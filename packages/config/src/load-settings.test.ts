import * as fc from 'fast-check';
import { expect, expectTypeOf, test } from 'vitest';
import type { Options } from './option.ts';
import { makeProject, PROJECT, USER } from './temporary-project.ts';

const options = {
  roots: { type: 'path', describe: 'where to look', positional: true, many: true },
  label: { type: 'text', describe: 'put before each key' },
  concurrency: { type: 'count', describe: 'at once', default: 4, min: 1, max: 64 },
  settle: { type: 'duration', describe: 'how long a file must rest', default: '30s' },
  follow: { type: 'flag', describe: 'follow links' },
  ledger: { type: 'path', describe: 'where the ledger is' },
  exclude: { type: 'text', describe: 'leave out', many: true, default: ['.git'] },
  maxLine: { type: 'size', describe: 'how long a line may be', default: '64MiB' },
} as const satisfies Options;

test('without anything given, the defaults hold', async () => {
  const project = await makeProject();
  const settings = await project.load({ options });
  expect(settings.values).toEqual({
    roots: [],
    label: undefined,
    concurrency: 4,
    settle: 30,
    follow: false,
    ledger: undefined,
    exclude: ['.git'],
    maxLine: 67_108_864,
  });
  expect(settings.files).toEqual([]);
  expect(settings).not.toHaveProperty('profile');
  expectTypeOf(settings.values.concurrency).toEqualTypeOf<number>();
  expectTypeOf(settings.values.label).toEqualTypeOf<string | undefined>();
});

/** The levels from the strongest to the weakest, with the origin that each has. */
const LEVELS = [
  'flag --label',
  'environment LEAT_SCAN_LABEL',
  'project profile',
  'project base',
  'user profile',
  'user base',
] as const;

test('the strongest of all levels wins, whichever are there', async () => {
  const project = await makeProject();
  await fc.assert(
    fc.asyncProperty(fc.subarray([...LEVELS]), async (given) => {
      const part = (level: (typeof LEVELS)[number]) =>
        given.includes(level) ? `scan: { label: ${level} }` : 'scan: {}';
      const file = (whose: 'project' | 'user') =>
        `${part(`${whose} base`)}\nprofiles:\n  prod:\n    ${part(`${whose} profile`)}\n`;
      await project.write(PROJECT, file('project'));
      await project.write(USER, file('user'));
      const settings = await project.load({
        options,
        flags: given.includes(LEVELS[0]) ? { label: LEVELS[0] } : {},
        env: { LEAT_PROFILE: 'prod', LEAT_SCAN_LABEL: given.includes(LEVELS[1]) ? LEVELS[1] : '' },
      });
      expect(settings.values.label).toBe(LEVELS.find((level) => given.includes(level)));
    }),
    { numRuns: 64 },
  );
});

test('every setting tells where it came from', async () => {
  const project = await makeProject({
    [PROJECT]: 'scan:\n  settle: 1h\n\nprofiles:\n  prod:\n    scan:\n      label: plate\n',
    [USER]: '# mine\nscan:\n  ledger: ~/ledgers\n',
  });
  const settings = await project.load({
    options,
    flags: { follow: false, roots: ['data'], profile: 'prod' },
    env: { LEAT_SCAN_CONCURRENCY: '8' },
  });
  expect(settings.profile).toBe('prod');
  expect(settings.files).toEqual([`${project.cwd}/leat.yaml`, `${project.home}/.config/leat/leat.yaml`]);
  expect(settings.describe()).toEqual([
    { setting: 'scan.roots', value: 'data', origin: 'argument roots' },
    {
      setting: 'scan.label',
      value: 'plate',
      origin: 'leat.yaml line 7 (profile prod)',
    },
    { setting: 'scan.concurrency', value: '8', origin: 'environment LEAT_SCAN_CONCURRENCY' },
    { setting: 'scan.settle', value: '1h', origin: 'leat.yaml line 2' },
    { setting: 'scan.follow', value: 'false', origin: 'flag --no-follow' },
    {
      setting: 'scan.ledger',
      value: `${project.home}/ledgers`,
      origin: '~/.config/leat/leat.yaml line 3',
    },
    { setting: 'scan.exclude', value: '.git', origin: 'default' },
    { setting: 'scan.maxLine', value: '64MiB', origin: 'default' },
  ]);
  expect(settings.origin('scan', 'settle')).toBe('leat.yaml line 2');
  expect(settings.origin('scan', 'label')).toBe('leat.yaml line 7 (profile prod)');
});

test('what is not set says so', async () => {
  const settings = await (await makeProject()).load({ options });
  expect(settings.origin('scan', 'label')).toBe('not set');
  expect(settings.describe()).toContainEqual({ setting: 'scan.label', value: '', origin: 'not set' });
});

test('ids keep the text of the file', async () => {
  const project = await makeProject({
    [PROJECT]:
      'clowder: { url: "http://host", token: secret, spaceId: 5e1234567890123456789012 }\nscan: { label: 0123 }\n',
  });
  const settings = await project.load({ options, resources: ['clowder'] });
  expect(settings.resources.clowder.spaceId).toBe('5e1234567890123456789012');
  expect(settings.values.label).toBe('0123');
});

test('a list replaces the weaker list as a whole, and in the environment has one item per line', async () => {
  const project = await makeProject({ [PROJECT]: 'scan: { exclude: ["*.tmp", 01] }\n' });
  expect((await project.load({ options })).values.exclude).toEqual(['*.tmp', '01']);
  const env = { LEAT_SCAN_EXCLUDE: '*.{a,b}\nc d\n' };
  expect((await project.load({ options, env })).values.exclude).toEqual(['*.{a,b}', 'c d']);
  const flags = { exclude: 'x,y' };
  expect((await project.load({ options, env, flags })).values.exclude).toEqual(['x,y']);
});

test('a path in a file starts at the file, one that was typed stays as typed', async () => {
  const project = await makeProject({ [PROJECT]: 'scan: { ledger: ledgers/scan.db, roots: [in] }\n' });
  const settings = await project.load({ options, flags: { roots: ['../out', '-'] } });
  expect(settings.values.ledger).toBe(`${project.cwd}/ledgers/scan.db`);
  expect(settings.values.roots).toEqual(['../out', '-']);
});

test('an address in a file is a path from there, unless it has a scheme', async () => {
  const roots = { type: 'address', describe: 'where to look', many: true } as const;
  const project = await makeProject({ [PROJECT]: 'scan: { roots: [in, "s3://b/in", ~/x, "file:/a"] }\n' });
  const { values } = await project.load({ options: { roots } });
  expect(values.roots).toEqual([`${project.cwd}/in`, 's3://b/in', `${project.home}/x`, 'file:/a']);
});

test('a resource is set by its own flags and by the names that people know', async () => {
  const project = await makeProject();
  const env = {
    CLOWDER_URL: 'https://known.example',
    LEAT_CLOWDER_URL: 'https://ours.example',
    CLOWDER_KEY: 'key-0001',
    SPACE_ID: '0e1',
  };
  const load = (flags: Record<string, unknown>, more: NodeJS.ProcessEnv = {}) =>
    project.load({
      tool: 'clowder-upload',
      options: {},
      resources: ['clowder'],
      flags,
      env: { ...env, ...more },
    });

  const { resources, origin } = await load({ clowderTlsVerify: false, clowderConnectTimeout: '5' });
  expect(resources.clowder).toEqual({
    url: 'https://ours.example',
    token: 'key-0001',
    spaceId: '0e1',
    api: 'auto',
    tlsVerify: false,
    connectTimeout: 5,
    idleTimeout: 60,
    answerTimeout: 60,
  });
  expect(origin('clowder', 'tlsVerify')).toBe('flag --no-clowder-tls-verify');
  const known = await load({}, { LEAT_CLOWDER_URL: '' });
  expect(known.origin('clowder', 'url')).toBe('environment CLOWDER_URL');
  const flag = await load({ clowderUrl: 'https://flag.example' });
  expect(flag.resources.clowder.url).toBe('https://flag.example');
});
