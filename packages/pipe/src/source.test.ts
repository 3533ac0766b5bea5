import { expect, test } from 'vitest';
import { Failure } from './failure.ts';
import { testFrame, type TestFrame } from './fixtures/frame.ts';
import type { DoneSet } from './ledger/done-set.ts';
import { runSource } from './source.ts';
import { summarizeSource } from './summary.ts';
import type { AnySettings, AnySource, Emitter } from './tool.ts';

interface Trial {
  readonly emit: (to: Emitter) => Promise<void> | void;
  readonly done?: readonly string[];
  readonly frame?: TestFrame;
  readonly carries?: 'rows';
}

async function trySource({ emit, done, carries, frame = testFrame() }: Trial) {
  const source: AnySource = {
    kind: 'source',
    name: 'test',
    summary: '',
    noun: 'items',
    examples: [],
    options: {},
    resources: [],
    schemas: () => Promise.reject(new Error('a source needs none')),
    emit: async (_, to) => emit(to),
    ...(carries !== undefined && { carries }),
  };
  const asked: number[] = [];
  let isClosed = false;
  const set: DoneSet = {
    areDone(pairs) {
      asked.push(pairs.length);
      return pairs.map(([key, rev]) => done!.includes(`${key} ${rev}`));
    },
    close: () => void (isClosed = true),
  };
  const counts = { emitted: 0, problems: 0, heldBack: new Map<string, number>() };
  const exit = await runSource(
    source,
    {} as AnySettings,
    done === undefined ? undefined : set,
    counts,
    frame,
  );
  await frame.output.end();
  summarizeSource(frame, 'items', counts, exit);
  const { listed, emitted, heldBack, problems, held } = frame.messages().at(-1)!;
  return {
    exit: frame.stop.exit ?? exit,
    sums: { listed, emitted, heldBack, problems },
    held,
    asked,
    isClosed,
    frame,
  };
}

const record = (n: number): { key: string; rev: string } => ({ key: `k${n}`, rev: '1' });

test('what it emits, holds back and has trouble with', async () => {
  const { exit, sums, held, frame } = await trySource({
    async emit(to) {
      await to.record({ ...record(1), n: 1 });
      await to.text('k2', '1', '{"key": "k2", "rev":"1"}');
      to.heldBack('k3', 'settling');
      to.heldBack('k4', 'settling');
      to.problem('k5', new Failure('reject', 'unreadable', 'EACCES', { hint: 'give access' }));
    },
  });
  expect(exit).toBe(3);
  expect(sums).toEqual({ listed: 5, emitted: 2, heldBack: 2, problems: 1 });
  expect(held).toEqual({ settling: 2 });
  expect(frame.printed()).toBe('{"key":"k1","rev":"1","n":1}\n{"key": "k2", "rev":"1"}\n');
  expect(frame.messages()).toContainEqual(
    expect.objectContaining({ level: 'error', key: 'k5', code: 'unreadable', hint: 'give access' }),
  );
});

test('what the end of the line has done is left out; the ledger is asked for many at once', async () => {
  const { sums, held, asked, isClosed, frame } = await trySource({
    done: ['k0 1', 'k600 1', 'k700 2'],
    async emit(to) {
      for (let n = 0; n < 800; n++) await to.record(record(n));
    },
  });
  expect(sums).toEqual({ listed: 800, emitted: 798, heldBack: 2, problems: 0 });
  expect(held).toEqual({ done: 2 });
  expect(asked).toEqual([512, 288]);
  expect(isClosed).toBe(true);
  expect(frame.records().map(({ key }) => key)).toEqual(
    [...Array(800).keys()].filter((n) => n !== 0 && n !== 600).map((n) => `k${n}`),
  );
});

test('a pause in listing hands over what waits', async () => {
  const frame = testFrame();
  const printed: string[] = [];
  await trySource({
    frame,
    done: [],
    async emit(to) {
      await to.record(record(1));
      await to.flush();
      printed.push(frame.printed());
    },
  });
  expect(printed).toEqual(['{"key":"k1","rev":"1"}\n']);
});

test('told to stop, it stops at the next record, and the sum still adds up', async () => {
  const frame = testFrame();
  const { exit, sums } = await trySource({
    frame,
    done: [],
    async emit(to) {
      for (let n = 0; n < 1000; n++) {
        if (n === 600) frame.stop.because(143);
        await to.record(record(n));
      }
    },
  });
  expect(exit).toBe(143);
  expect(sums).toEqual({ listed: 512, emitted: 512, heldBack: 0, problems: 0 });
  expect(frame.messages()).toHaveLength(1);
});

test('a wait of its own that is aborted is no bug', async () => {
  const frame = testFrame();
  const { exit } = await trySource({
    frame,
    async emit(to) {
      const { setTimeout } = await import('node:timers/promises');
      queueMicrotask(() => frame.stop.because(130));
      await setTimeout(60_000, undefined, { signal: to.stopped });
    },
  });
  expect(exit).toBe(130);
  expect(frame.messages()).toHaveLength(1);
});

test.for([
  ['a failure', new Failure('reject', 'no_root', 'there is no /data'), 4, 'there is no /data'],
  ['a bug', new TypeError('x is undefined'), 1, 'TypeError: x is undefined'],
] as const)('%s ends it; what was emitted before is out', async ([, thrown, code, message]) => {
  const { exit, sums, frame } = await trySource({
    async emit(to) {
      await to.record(record(1));
      throw thrown;
    },
  });
  expect(exit).toBe(code);
  expect(sums).toMatchObject({ emitted: 1 });
  expect(frame.records()).toHaveLength(1);
  expect(frame.messages()[0]).toMatchObject({ msg: expect.stringContaining(message) as string });
});

test('only tried out, each record says so', async () => {
  const { frame } = await trySource({
    frame: testFrame({ isDryRun: true }),
    async emit(to) {
      await to.record(record(1));
      await to.text('k2', '1', '{"key":"k2"}');
    },
  });
  expect(frame.records()).toEqual([
    { ...record(1), dryRun: true },
    { key: 'k2', dryRun: true },
  ]);
});

test('a record without a key is a bug of the tool; a row needs none', async () => {
  const rev = { rev: '1' };
  expect(await trySource({ emit: (to) => to.record(rev) })).toMatchObject({ exit: 1 });
  const { exit, frame } = await trySource({ carries: 'rows', emit: (to) => to.record(rev) });
  expect(exit).toBe(0);
  expect(frame.records()).toEqual([rev]);
});

test('a slow reader holds it up', async () => {
  const { Writable } = await import('node:stream');
  const waiting: (() => void)[] = [];
  const frame = testFrame({
    stdout: new Writable({ highWaterMark: 1, write: (_chunk, _encoding, done) => void waiting.push(done) }),
  });
  let emitted = 0;
  const run = trySource({
    frame,
    async emit(to) {
      for (; emitted < 10_000; emitted++) await to.record({ ...record(emitted), fill: 'x'.repeat(100) });
    },
  });
  for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
  expect(emitted).toBeLessThan(1000);
  const take = setInterval(() => waiting.splice(0).forEach((done) => done()), 1);
  await run;
  clearInterval(take);
  expect(emitted).toBe(10_000);
});
