import { afterEach, beforeEach, expect, test, vi, type MockInstance } from 'vitest';
import { watchForStop, type Stop } from './stop.ts';

let stop: Stop;
let exit: MockInstance<typeof process.exit>;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  exit = vi.spyOn(process, 'exit').mockImplementation((() => {}) as () => never);
  stop = watchForStop();
});
afterEach(() => {
  stop.release();
  exit.mockRestore();
  vi.useRealTimers();
});

const states = (): unknown => ({
  exit: stop.exit,
  reading: stop.reading.aborted,
  working: stop.working.aborted,
});

test('at first there is no reason', () => {
  expect(states()).toEqual({ exit: undefined, reading: false, working: false });
});

test('reading ends at once, work after its grace, and the process when work does not give up', () => {
  stop.because(4);
  expect(states()).toEqual({ exit: 4, reading: true, working: false });
  vi.advanceTimersByTime(9999);
  expect(stop.working.aborted).toBe(false);
  vi.advanceTimersByTime(1);
  expect(states()).toEqual({ exit: 4, reading: true, working: true });
  vi.advanceTimersByTime(4999);
  expect(exit).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(exit).toHaveBeenCalledExactlyOnceWith(4);
});

test('the first reason counts, and its grace is not begun again', () => {
  stop.because(141);
  vi.advanceTimersByTime(9000);
  stop.because(1);
  expect(stop.exit).toBe(141);
  vi.advanceTimersByTime(1000);
  expect(stop.working.aborted).toBe(true);
});

test.for([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s stops with %d; the second one ends the process', ([signal, code]) => {
  process.emit(signal, signal);
  expect(states()).toEqual({ exit: code, reading: true, working: false });
  expect(exit).not.toHaveBeenCalled();
  process.emit(signal, signal);
  expect(exit).toHaveBeenCalledExactlyOnceWith(code);
});

test('a terminal that goes says so twice, which ends nothing by force', () => {
  process.emit('SIGHUP', 'SIGHUP');
  process.emit('SIGHUP', 'SIGHUP');
  expect(states()).toEqual({ exit: 129, reading: true, working: false });
  expect(exit).not.toHaveBeenCalled();
});

test('a signal while the run ends for another reason ends the process', () => {
  stop.because(4);
  process.emit('SIGINT', 'SIGINT');
  expect(exit).toHaveBeenCalledExactlyOnceWith(130);
});

test('when the process ends with the run under way, the last words are said', () => {
  const lastWords = vi.fn<(exit: number | undefined) => void>();
  stop.onForced(lastWords);
  const listener = process.listeners('exit').at(-1)!;
  listener(0);
  expect(lastWords).toHaveBeenCalledExactlyOnceWith(undefined);
  stop.because(4);
  listener(0);
  expect(lastWords).toHaveBeenLastCalledWith(4);
});

test('once it is released nothing is left', () => {
  const count = (): number[] =>
    (['SIGHUP', 'SIGINT', 'SIGTERM', 'exit'] as const).map((event) => process.listenerCount(event));
  const before = count();
  const other = watchForStop();
  other.because(4);
  other.release();
  expect(count()).toEqual(before);
  expect(vi.getTimerCount()).toBe(0);
});
