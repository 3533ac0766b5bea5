import { Writable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { collect } from './fixtures/collect.ts';
import { openOutput } from './output.ts';

const errno = (code: string): NodeJS.ErrnoException => Object.assign(new Error(code), { code });

/** A reader that takes nothing until it is told to. */
function slowReader(): { stream: Writable; taken: string[]; take(): void } {
  const taken: string[] = [];
  let next: (() => void) | undefined;
  const stream = new Writable({
    highWaterMark: 1,
    write(chunk: Buffer, _encoding, done) {
      taken.push(chunk.toString());
      next = done;
    },
  });
  return { stream, taken, take: () => next?.() };
}

test('lines go out together, in order, each with its end', async () => {
  const { stream, text } = collect();
  const output = openOutput(stream);
  output.line('a');
  output.line('');
  expect(text()).toBe('');
  await output.flush();
  output.line('ü');
  await output.end();
  expect(text()).toBe('a\n\nü\n');
});

test('nothing to write is not written', async () => {
  const { stream, text } = collect();
  const before = vi.fn<() => void>();
  const output = openOutput(stream, before);
  await output.flush();
  await output.end();
  expect(text()).toBe('');
  expect(before).not.toHaveBeenCalled();
  output.line('a');
  await output.flush();
  expect(before).toHaveBeenCalledOnce();
});

test('there is no room once a block is full and its reader is slow', async () => {
  const { stream, take } = slowReader();
  const output = openOutput(stream);
  output.line('x');
  expect(output.room()).toBeUndefined();
  output.line('x'.repeat(70_000));
  const room = output.room();
  expect(room).toBeInstanceOf(Promise);
  let isDrained = false;
  void room!.then(() => (isDrained = true));
  await setImmediate();
  expect(isDrained).toBe(false);
  // Until then every line has to wait, also the shortest.
  output.line('y');
  expect(output.room()).toBeInstanceOf(Promise);
  take();
  await room;
  expect(output.room()).toBeUndefined();
});

test('the end waits for a slow reader', async () => {
  const { stream, take, taken } = slowReader();
  const output = openOutput(stream);
  output.line('a');
  let isEnded = false;
  const end = output.end().then(() => (isEnded = true));
  await setImmediate();
  expect(isEnded).toBe(false);
  take();
  await setImmediate();
  take();
  await end;
  expect(taken.join('')).toBe('a\n');
});

test.for(['EPIPE', 'ENOSPC', 'EIO'])('%s breaks it once, and nobody waits for ever', async (code) => {
  const stream = new Writable({
    highWaterMark: 1,
    write: (_chunk, _encoding, done) => setTimeout(done, 0, errno(code)),
  });
  const output = openOutput(stream);
  const onBroken = vi.fn<(cause: Error) => void>();
  output.onBroken(onBroken);
  output.line('x'.repeat(70_000));
  await output.room();
  expect(output.broken?.code).toBe(code);
  expect(onBroken).toHaveBeenCalledExactlyOnceWith(output.broken);
  output.line('more');
  await output.flush();
  await output.end();
  expect(onBroken).toHaveBeenCalledOnce();
});

test('what breaks at the very end is seen before the end settles', async () => {
  const stream = new Writable({ write: (_chunk, _encoding, done) => setTimeout(done, 0, errno('ENOSPC')) });
  const output = openOutput(stream);
  output.line('a');
  await output.end();
  expect(output.broken?.code).toBe('ENOSPC');
});

test('a broken output keeps nothing', async () => {
  const stream = new Writable({ write: (_chunk, _encoding, done) => done(errno('EPIPE')) });
  const output = openOutput(stream);
  output.line('a');
  await output.end();
  const write = vi.spyOn(stream, 'write');
  for (let count = 0; count < 10; count++) {
    output.line('x'.repeat(70_000));
    await output.room();
  }
  expect(write).not.toHaveBeenCalled();
});
