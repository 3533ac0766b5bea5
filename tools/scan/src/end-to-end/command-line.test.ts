import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { linesOf, runScan, startScan } from './leat-scan.ts';
import { useScratch } from './scratch.ts';

const scratch = useScratch();

describe('what cannot be meant is refused before anything is listed', () => {
  const refused: [string, string[], string][] = [
    ['two roots without labels', ['data', 'data'], 'label_missing'],
    ['a label too few', ['data', 'data', '--label', 'a'], 'label_missing'],
    ['the same label twice', ['data', 'data', '--label', 'a', '--label', 'a'], 'label_bad'],
    ['a layout with a hole', ['data', '--layout', '{category}//{title}'], 'layout_bad'],
    ['an empty glob', ['data', '--match', '/'], 'glob_bad'],
    ['a marker with a slash', ['data', '--marker', 'x/DONE'], 'marker_bad'],
  ];
  test.for(refused)('%s', async ([, args, code]) => {
    scratch.make({ 'data/c/d/a': '' });
    const { exit, stdout, log } = await runScan(args, { cwd: scratch.path });
    expect(exit).not.toBe(0);
    expect(stdout).toBe('');
    expect(log).toEqual([expect.objectContaining({ level: 'error', code, hint: expect.any(String) })]);
  });

  test.for([
    [[]],
    [['data', '--as', 'directory']],
    [['data', '--since', 'yesterday']],
    [['data', '--hash', 'md5']],
  ])('%j', async ([args]) => {
    const { exitCode, stdout } = await startScan(args!, { cwd: scratch.path });
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
  });
});

test('labels stand in front of keys, and the output is in their order', async () => {
  scratch.make({ '1/c/d/a': '', '2/c/d/a': '' });
  const { keys } = await runScan([scratch.at('1'), scratch.at('2'), '--label', 'zürich', '--label', 'basel']);
  expect(keys).toEqual(['basel/c/d', 'zürich/c/d']);
});

test('the root may come from DATASET_DIRECTORY, and a relative one gives absolute addresses', async () => {
  scratch.make({ 'data/c/d/a': '' });
  const fromEnvironment = await runScan([], { env: { DATASET_DIRECTORY: scratch.at('data') } });
  const relative = await runScan(['./data/'], { cwd: scratch.path });
  expect(fromEnvironment.keys).toEqual(['c/d']);
  expect(relative.stdout).toBe(fromEnvironment.stdout);
});

test('--since takes a time or an age', async () => {
  scratch.make({ 'c/d/a': '' });
  expect((await runScan([scratch.path, '--since', '1h'])).keys).toEqual(['c/d']);
  expect((await runScan([scratch.path, '--since', '2020-01-01T00:00:00Z'])).keys).toEqual(['c/d']);
  expect((await runScan([scratch.path, '--since', '2999-01-01T00:00:00Z'])).keys).toEqual([]);
});

test('--layout: fixed depth, named parts, **', async () => {
  scratch.make({ 's1/m1/2026/a': '', 's1/m1/2026/x/b': '', 's1/m2/2027/c': '' });
  const layout = async (pattern: string) =>
    (await runScan([scratch.path, '--layout', pattern])).records.map(({ key, dataset, scan }) => [
      key,
      dataset,
      scan.files,
    ]);
  expect(await layout('{category}/{title}')).toEqual([
    ['s1/m1', { category: 's1', title: 'm1' }, 2],
    ['s1/m2', { category: 's1', title: 'm2' }, 1],
  ]);
  expect(await layout('{category}/m{mouse}/{title}')).toEqual([
    ['s1/m1/2026', { category: 's1', title: '2026', mouse: '1' }, 2],
    ['s1/m2/2027', { category: 's1', title: '2027', mouse: '2' }, 1],
  ]);
  expect(await layout('{category}/**/{title}')).toEqual([
    ['s1/m1/2026/x', { category: 's1', title: 'x' }, 1],
    ['s1/m2/2027', { category: 's1', title: '2027' }, 1],
  ]);
});

test('--check tries each root and changes nothing', async () => {
  scratch.make({ 'data/c/d/a': '' });
  const good = await startScan([scratch.at('data'), '--check']);
  expect(good.exitCode).toBe(0);
  expect(linesOf(good.stdout).at(-1)).toBe(`ok    root            ${scratch.at('data')}`);
  const bad = await startScan([scratch.at('gone'), '--check']);
  expect(bad.exitCode).toBe(4);
  expect(linesOf(bad.stdout).at(-1)).toContain(`FAIL  root            ${scratch.at('gone')} does not exist`);
  const layout = await startScan([scratch.at('data'), '--layout', '**', '--check']);
  expect(layout.exitCode).toBe(2);
  expect(layout.stderr).toContain('--layout');
});

test('every record validates against --schema', async () => {
  scratch.make({ 'c/d/a': '1', 'c/beside': '', root: '' });
  writeFileSync(scratch.at('c/d/"'), '');
  const { stdout } = await startScan(['--schema']);
  const { $defs } = JSON.parse(stdout) as { $defs: Record<'adds' | 'record', z.core.JSONSchema.JSONSchema> };
  const schemas = [$defs.adds, $defs.record].map((schema) => z.fromJSONSchema(schema));
  const ways = [
    [],
    ['--as', 'file'],
    ['--hash', 'sha256'],
    ['--as', 'file', '--hash', 'sha256'],
    ['--dry-run'],
  ];
  for (const way of ways) {
    const { records } = await runScan([scratch.path, ...way]);
    expect(records.length).toBeGreaterThan(0);
    for (const record of records) for (const schema of schemas) schema.parse(record);
  }
  // It can fail.
  expect(schemas[0]!.safeParse({ key: 'c/d', rev: '1', uri: '/c/d' }).success).toBe(false);
});

test('--dry-run marks every record', async () => {
  scratch.make({ 'c/d/a': '1' });
  const { records } = await runScan([scratch.path, '--dry-run']);
  expect(records).toEqual([expect.objectContaining({ key: 'c/d', dryRun: true })]);
});
