import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { fileStore } from './file-store.ts';
import { at, testDirectory } from './fixtures/directory.ts';
import { isTemporary } from './temporary-name.ts';

test.each([
  ['bytes', Buffer.from('content')],
  ['a stream', Readable.from([Buffer.from('con'), Buffer.from('tent')])],
  ['nothing', Buffer.alloc(0)],
])('writes %s, and says what is there now', async (_, source) => {
  const address = at(testDirectory(), 'new/directory/f');
  const info = await fileStore.write(address, source);
  expect(info).toEqual(await fileStore.stat(address));
  expect(readFileSync(address.path, 'utf8')).toBe(info.size === 0 ? '' : 'content');
  expect(readdirSync(join(address.path, '..'))).toEqual(['f']);
});

test('what the source throws comes out as it is, and the old file stays', async () => {
  const directory = testDirectory();
  writeFileSync(join(directory, 'f'), 'old');
  const reset = Object.assign(new Error('the other side went away'), { code: 'ECONNRESET' });
  async function* source(): AsyncGenerator<Buffer> {
    yield Buffer.from('new');
    throw reset;
  }
  await expect(fileStore.write(at(directory, 'f'), source())).rejects.toBe(reset);
  expect(readFileSync(join(directory, 'f'), 'utf8')).toBe('old');
  expect(readdirSync(directory)).toEqual(['f']);
});

test('a new file has what the umask leaves, another keeps its permissions', async () => {
  const directory = testDirectory();
  const before = process.umask(0o027);
  try {
    await fileStore.write(at(directory, 'new'), Buffer.from('x'));
    writeFileSync(join(directory, 'old'), '');
    chmodSync(join(directory, 'old'), 0o604);
    await fileStore.write(at(directory, 'old'), Buffer.from('x'));
    chmodSync(join(directory, 'old'), 0o777);
    await fileStore.copy(at(directory, 'old'), at(directory, 'copy'));
  } finally {
    process.umask(before);
  }
  const mode = (name: string): number => statSync(join(directory, name)).mode & 0o777;
  expect([mode('new'), mode('copy')]).toEqual([0o640, 0o750]);
  await fileStore.write(at(directory, 'old'), Buffer.from('y'));
  expect(mode('old')).toBe(0o777);
});

test('a link stays a link to the file that is replaced', async () => {
  const directory = testDirectory();
  mkdirSync(join(directory, 'd'));
  writeFileSync(join(directory, 'd/real'), 'old');
  symlinkSync('d/real', join(directory, 'link'));
  await fileStore.write(at(directory, 'link'), Buffer.from('new'));
  expect(readlinkSync(join(directory, 'link'))).toBe('d/real');
  expect(readFileSync(join(directory, 'd/real'), 'utf8')).toBe('new');
});

test('a directory is not written over', async () => {
  const directory = testDirectory();
  mkdirSync(join(directory, 'd/e'), { recursive: true });
  await expect(fileStore.write(at(directory, 'd'), Buffer.from('x'))).rejects.toMatchObject({
    reason: 'denied',
  });
  expect(readdirSync(directory)).toEqual(['d']);
});

test('what a killed process left is removed by the next write of another, what a living one writes is not', async () => {
  const directory = testDirectory();
  const program = join(import.meta.dirname, 'fixtures/write-slowly.ts');
  const start = async (): Promise<ReturnType<typeof spawn>> => {
    const child = spawn(process.execPath, [program, join(directory, 'f')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    return child;
  };
  const killed = await start();
  killed.kill('SIGKILL');
  await once(killed, 'exit');
  const living = await start();
  try {
    const elsewhere = '.leat-00000000-999999999-0123456789ab.part';
    writeFileSync(join(directory, elsewhere), '');
    await fileStore.write(at(directory, 'g'), Buffer.from('x'));
    const left = readdirSync(directory).filter(isTemporary);
    expect(left).toHaveLength(2);
    expect(left).toContain(elsewhere);
    expect(left.join()).toContain(`-${living.pid}-`);
    expect(left.join()).not.toContain(`-${killed.pid}-`);
  } finally {
    living.kill('SIGKILL');
    await once(living, 'exit');
  }
});

test('copies whole, and only the version that was asked for', async () => {
  const directory = testDirectory();
  writeFileSync(join(directory, 'f'), 'content');
  const { version } = await fileStore.stat(at(directory, 'f'));
  const info = await fileStore.copy(at(directory, 'f'), at(directory, 'g'), { version, ifNoneMatch: '*' });
  expect(info).toEqual(await fileStore.stat(at(directory, 'g')));
  expect(readFileSync(join(directory, 'g'), 'utf8')).toBe('content');
  writeFileSync(join(directory, 'f'), 'another');
  const again = fileStore.copy(at(directory, 'f'), at(directory, 'h'), { version });
  await expect(again).rejects.toMatchObject({ reason: 'changed' });
  expect(readdirSync(directory)).toEqual(['f', 'g']);
});

test('a name that is not UTF-8 is not written', async () => {
  const bytes = Buffer.from('/tmp/caf\xe9', 'latin1');
  const address = { scheme: 'file', path: '/tmp/caf\uFFFD', bytes } as const;
  await expect(fileStore.write(address, Buffer.from(''))).rejects.toMatchObject({ reason: 'denied' });
});
