import { Failure } from '@leat/pipe';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, renameSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fileStore } from './file-store.ts';
import { writeResumable } from './file-resume.ts';
import { at, testDirectory } from './fixtures/directory.ts';
import { StorageError } from './storage-error.ts';
import { isTemporary, resumableName } from './temporary-name.ts';

const SIZE = 1000;
const STEP = 100;
const bytes = Buffer.from(Array.from({ length: SIZE }, (_, index) => index % 251));

/** A source that notes where it is asked from, and fails at an offset. */
function openSource(failAt?: number, thrown: unknown = new Failure('retry', 'reset', 'reset')) {
  const starts: number[] = [];
  const source = async function* (start: number): AsyncGenerator<Buffer> {
    starts.push(start);
    for (let from = start; from < SIZE; from += 10) {
      if (from === failAt) throw thrown;
      yield bytes.subarray(from, from + 10);
    }
  };
  return { starts, source };
}

const write = (directory: string, { source }: ReturnType<typeof openSource>, options = {}) =>
  writeResumable(at(directory, 'f'), source, { resumable: 'a', size: SIZE, ...options }, STEP);

const partials = (directory: string): string[] => readdirSync(directory).filter(isTemporary);

async function cutOff(directory: string, failAt = 560): Promise<void> {
  await expect(write(directory, openSource(failAt))).rejects.toMatchObject({ code: 'reset' });
}

test('what was cut off goes on from the last step that is on the disk', async () => {
  const directory = testDirectory();
  await cutOff(directory);
  expect(partials(directory)).toMatchObject([expect.stringMatching(/-500\.part$/)]);
  const second = openSource();
  let moved = 0;
  const info = await write(directory, second, { moved: (count: number) => (moved += count) });
  expect(second.starts).toEqual([500]);
  expect(moved).toBe(500);
  expect(info).toEqual(await fileStore.stat(at(directory, 'f')));
  expect(readFileSync(join(directory, 'f'))).toEqual(bytes);
  expect(readdirSync(directory)).toEqual(['f']);
});

test('a killed process leaves what the next one goes on with', async () => {
  const directory = testDirectory();
  const program = join(import.meta.dirname, 'fixtures/write-resumable.ts');
  const args = [program, join(directory, 'f'), 'a', String(SIZE), '777', String(STEP)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'close');
  // Another write into the directory removes what cannot be gone on with, and not this.
  await fileStore.write(at(directory, 'other'), Buffer.from('x'));
  expect(partials(directory)).toHaveLength(1);
  const second = openSource();
  await write(directory, second);
  expect(second.starts).toEqual([700]);
  expect(readFileSync(join(directory, 'f'))).toEqual(bytes);
  expect(readdirSync(directory).toSorted()).toEqual(['f', 'other']);
});

test('what nobody went on with for a week is removed by the next write into the directory', async () => {
  const directory = testDirectory();
  // Of a process of this host that is gone.
  const { pid } = spawnSync(process.execPath, ['--version']);
  const content = '0'.repeat(32);
  const name = resumableName({ content, offset: 5 }).replace(`-${process.pid}-`, `-${pid}-`);
  for (const [days, file] of [
    [6, name],
    [8, name.replace('-5.part', '-6.part')],
  ] as const) {
    writeFileSync(join(directory, file), 'x');
    const then = Date.now() / 1000 - days * 86_400;
    utimesSync(join(directory, file), then, then);
  }
  await fileStore.write(at(directory, 'f'), Buffer.from('x'));
  expect(partials(directory)).toEqual([name]);
});

describe('it begins anew', () => {
  test.for([
    ['another content', { resumable: 'b' }, () => {}],
    [
      'bytes that are not there any more',
      {},
      (directory: string) => truncateSync(join(directory, partials(directory)[0]!), 499),
    ],
  ] as const)('%s', async ([, options, change]) => {
    const directory = testDirectory();
    await cutOff(directory);
    change(directory);
    const second = openSource();
    await write(directory, second, options);
    expect(second.starts).toEqual([0]);
    expect(readFileSync(join(directory, 'f'))).toEqual(bytes);
  });

  test('while another write of the same is under way: that one keeps its own', async () => {
    const directory = testDirectory();
    const { promise, resolve } = Promise.withResolvers<void>();
    const slow = async function* (): AsyncGenerator<Buffer> {
      yield bytes.subarray(0, 300);
      await promise;
      yield bytes.subarray(300);
    };
    const first = write(directory, { starts: [], source: slow });
    const second = openSource();
    await write(directory, second);
    resolve();
    await first;
    expect(second.starts).toEqual([0]);
    expect(readFileSync(join(directory, 'f'))).toEqual(bytes);
    expect(readdirSync(directory)).toEqual(['f']);
  });
});

test.for([
  ['what can never work', new StorageError('changed', 'changed')],
  ['a full disk', new StorageError('full', 'full')],
])('%s leaves nothing behind', async ([, thrown]) => {
  const directory = testDirectory();
  await expect(write(directory, openSource(560, thrown))).rejects.toBe(thrown);
  expect(readdirSync(directory)).toEqual([]);
});

test('a condition that does not hold leaves the other file and nothing else', async () => {
  const directory = testDirectory();
  writeFileSync(join(directory, 'f'), 'theirs');
  await expect(write(directory, openSource(), { ifNoneMatch: '*' })).rejects.toMatchObject({
    reason: 'exists',
  });
  expect(readFileSync(join(directory, 'f'), 'utf8')).toBe('theirs');
  expect(readdirSync(directory)).toEqual(['f']);
});

test('a source of another length is an error', async () => {
  const directory = testDirectory();
  await cutOff(directory);
  await expect(write(directory, openSource(), { size: SIZE + 1 })).rejects.toThrow(RangeError);
});

describe('what another host has left', () => {
  const otherHost = (directory: string, ageSeconds: number): void => {
    const name = partials(directory)[0]!;
    const other = join(directory, name.replace(/^\.leat-[0-9a-f]{8}/, '.leat-00000000'));
    renameSync(join(directory, name), other);
    const then = Date.now() / 1000 - ageSeconds;
    utimesSync(other, then, then);
  };
  test.for([
    [60, 0],
    [7200, 500],
  ] as const)('%i s ago is gone on with from %i', async ([age, start]) => {
    const directory = testDirectory();
    await cutOff(directory);
    otherHost(directory, age);
    const second = openSource();
    await write(directory, second);
    expect(second.starts).toEqual([start]);
  });
});

test('the store uses it for large sources that can be asked from an offset on', async () => {
  const directory = testDirectory();
  const size = 65 * 1024 * 1024;
  const block = Buffer.alloc(1024 * 1024, 'x');
  const starts: number[] = [];
  const source = async function* (start: number): AsyncGenerator<Buffer> {
    starts.push(start);
    for (let from = start; from < size; from += block.length) {
      if (from === size - block.length && starts.length === 1) throw new Failure('retry', 'reset', 'reset');
      yield block;
    }
  };
  const options = { resumable: 'a', size };
  await expect(fileStore.write(at(directory, 'f'), source, options)).rejects.toMatchObject({ code: 'reset' });
  const info = await fileStore.write(at(directory, 'f'), source, options);
  expect([starts, info.size]).toEqual([[0, 64 * 1024 * 1024], size]);
});
