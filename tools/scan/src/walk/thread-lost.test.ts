import { EventEmitter } from 'node:events';
import * as threads from 'node:worker_threads';
import { afterEach, expect, test, vi } from 'vitest';
import { useScratch } from '../end-to-end/scratch.ts';
import { lineOf, paces, walked } from '../fixtures/walked.ts';
import type { WalkEvent } from './events.ts';
import type { ThreadData } from './messages.ts';
import { walkAtPace } from './walk.ts';

const scratch = useScratch();

/** Takes the place of `new Worker`: gets the thread's end of the channel, and what to call once it is lost. */
type Start = (port: threads.MessagePort, lost: () => void) => EventEmitter;

function newThread(): EventEmitter {
  return Object.assign(new EventEmitter(), { terminate: () => Promise.resolve(1) });
}

function broken(code: string): Error {
  return Object.assign(new Error(code), { code });
}

const isRefused: Start = (_, lost) => {
  lost();
  throw broken('ERR_WORKER_INIT_FAILED');
};

const doesNotStart: Start = (_, lost) => {
  const thread = newThread();
  setImmediate(() => {
    thread.emit('error', broken('ERR_WORKER_INIT_FAILED'));
    lost();
  });
  return thread;
};

const diesWhenAsked: Start = (port, lost) => {
  const thread = newThread();
  setImmediate(() => thread.emit('online'));
  port.once('message', () => {
    port.close();
    thread.emit('error', broken('ERR_WORKER_OUT_OF_MEMORY'));
    lost();
  });
  return thread;
};

afterEach(() => {
  vi.restoreAllMocks();
});

test.each([
  ['is refused by the system', isRefused],
  ['does not start', doesNotStart],
  ['dies with questions unanswered', diesWhenAsked],
])('where the second thread %s, the walk goes on without it', async (_, start) => {
  const names = Array.from({ length: 900 }, (_, number) => `d${number % 60}/x/f${number}`);
  scratch.make(Object.fromEntries(names.map((name) => [name, ''])));
  const expected = (await walked(scratch.path)).map(lineOf);
  const { promise: isLost, resolve } = Promise.withResolvers<void>();
  const Worker = vi.fn<(program: URL, options: { workerData: ThreadData }) => EventEmitter>(
    // Only a function can be called with `new`.
    function newWorker(_, { workerData }) {
      return start(workerData.port, resolve);
    },
  );
  vi.spyOn(process, 'getBuiltinModule').mockReturnValue({ ...threads, Worker });
  const events: WalkEvent[] = [];
  for await (const batch of walkAtPace(scratch.path, {}, paces['with a thread']!())) {
    await isLost;
    events.push(...batch);
  }
  expect(events.map(lineOf)).toEqual(expected);
  expect(Worker).toHaveBeenCalledOnce();
});
