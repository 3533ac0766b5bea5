import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, constants, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { testDirectory } from './fixtures/directory.ts';
import { UsageFailure } from './failure.ts';
import { openInput, readFile, readPipe, unreadableInput, type Input } from './input.ts';

async function textOf(stream: Input['stream']): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}

function openPipe(): { reader: number; write(text: string): void; close(): void } {
  const path = join(testDirectory(), 'pipe');
  execFileSync('mkfifo', [path]);
  const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const writer = openSync(path, 'w');
  return { reader, write: (text) => void writeSync(writer, text), close: () => closeSync(writer) };
}

test('a file, from where it stands', async () => {
  const path = join(testDirectory(), 'in');
  const text = 'line\n'.repeat(100_000);
  writeFileSync(path, text);
  const descriptor = openSync(path, 'r');
  onTestFinished(() => closeSync(descriptor));
  expect(await textOf(readFile(descriptor))).toBe(text);
  expect(await textOf(readFile(descriptor))).toBe('');
});

test('a file that is destroyed ends', async () => {
  const path = join(testDirectory(), 'in');
  writeFileSync(path, 'x'.repeat(1_000_000));
  const descriptor = openSync(path, 'r');
  onTestFinished(() => closeSync(descriptor));
  const stream = readFile(descriptor);
  let chunks = 0;
  for await (const _ of stream) {
    chunks++;
    stream.destroy();
  }
  expect(chunks).toBe(1);
});

test('a directory is an error', async () => {
  const descriptor = openSync(testDirectory(), 'r');
  onTestFinished(() => closeSync(descriptor));
  await expect(textOf(readFile(descriptor))).rejects.toMatchObject({ code: 'EISDIR' });
});

test('a pipe, as it comes, to its end', async () => {
  const { reader, write, close } = openPipe();
  const stream = readPipe(reader);
  const chunks: string[] = [];
  write('a\n');
  for await (const chunk of stream) {
    chunks.push(chunk.toString());
    if (chunks.length < 3) write(`${chunks.length}\n`);
    else close();
  }
  expect(chunks).toEqual(['a\n', '1\n', '2\n']);
});

test('a pipe that is destroyed while nothing comes ends', async () => {
  const { reader, close } = openPipe();
  onTestFinished(close);
  const stream = readPipe(reader);
  const reading = textOf(stream);
  setTimeout(() => stream.destroy(), 20);
  expect(await reading).toBe('');
});

test('a pipe that is closed before it is read', async () => {
  const { reader, write, close } = openPipe();
  write('last');
  close();
  expect(await textOf(readPipe(reader))).toBe('last');
});

test('what goes wrong with reading ends the run', () => {
  expect(unreadableInput(new Error('EIO: i/o error, read'))).toMatchObject({
    class: 'fatal',
    code: 'stdin_unreadable',
    message: 'cannot read stdin: EIO: i/o error, read',
  });
});

test('what is printed is not read again', () => {
  const path = join(testDirectory(), 'records');
  writeFileSync(path, '{"key":"a"}\n');
  const [file, other] = [openSync(path, 'a+'), openSync(`${path}.out`, 'w')];
  onTestFinished(() => [file, other].forEach(closeSync));
  const script = `import { openInput } from ${JSON.stringify(join(import.meta.dirname, 'input.ts'))};
    try { openInput(100); } catch ({ message }) { console.error(message); }`;
  const said = (stdout: number): string =>
    spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      stdio: [file, stdout, 'pipe'],
      encoding: 'utf8',
    }).stderr;
  expect(said(file)).toBe('stdin and stdout are the same file\n');
  expect(said(other)).toBe('');
});

test('lines that no text can hold are not asked for', () => {
  expect(() => openInput(2 ** 30)).toThrow(
    new UsageFailure('max_line', 'no line can be longer than 256 MiB', { hint: 'give a smaller --max-line' }),
  );
});
