import { rmSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { linesOf, startScan, type ScanRecord, type Summary } from './leat-scan.ts';
import { useScratch } from './scratch.ts';

const scratch = useScratch();

test('--watch emits what is new and what has changed, and ends with 143 on SIGTERM', async () => {
  scratch.make({ 'c/d/a': '', 'c/e/a': '' });
  const run = startScan([scratch.path, '--watch', '1s']);
  const keys = createInterface({ input: run.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<string> => (JSON.parse((await keys.next()).value ?? '') as ScanRecord).key;

  expect([await next(), await next()]).toEqual(['c/d', 'c/e']);
  scratch.make({ 'c/f/a': '' });
  expect(await next()).toBe('c/f');
  writeFileSync(scratch.at('c/e/a'), '!');
  expect(await next()).toBe('c/e');
  rmSync(scratch.at('c/d'), { recursive: true });
  scratch.make({ 'c/g/a': '' });
  expect(await next()).toBe('c/g');
  scratch.make({ 'c/d/a': '' });
  expect(await next()).toBe('c/d');

  run.kill('SIGTERM');
  const { exitCode, stderr } = await run;
  expect(exitCode).toBe(143);
  const summary = JSON.parse(linesOf(stderr).at(-1)!) as Summary;
  expect(summary).toMatchObject({ emitted: 6, problems: 0, exit: 143 });
});

test('--resync emits everything again, and says again what is wrong', async () => {
  scratch.make({ 'c/d/a': '', stray: '' });
  const run = startScan([scratch.path, '--watch', '1s', '--resync', '1s']);
  const lines = createInterface({ input: run.stdout })[Symbol.asyncIterator]();
  const records = [await lines.next(), await lines.next()].map(({ value }) => String(value));
  expect(records[1]).toBe(records[0]);
  run.kill('SIGINT');
  const { exitCode, stderr } = await run;
  expect(exitCode).toBe(130);
  expect(linesOf(stderr).filter((line) => line.includes('in_no_dataset')).length).toBeGreaterThanOrEqual(2);
});

test('a reader that goes away ends it with 141', async () => {
  scratch.make({ 'c/d/a': '' });
  const run = startScan([scratch.path, '--watch', '1s', '--resync', '1s']);
  run.stdout.once('data', () => run.stdout.destroy());
  expect((await run).exitCode).toBe(141);
});
