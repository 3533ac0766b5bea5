import { EventEmitter } from 'node:events';
import * as fs from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import * as threads from 'node:worker_threads';
import { expect, test, vi } from 'vitest';
import { useScratch } from '../end-to-end/scratch.ts';
import { reading } from './reading.ts';
import { openRoot } from './root.ts';

vi.mock('node:fs', { spy: true });

const scratch = useScratch();

class StartsTooLate extends EventEmitter {
  terminate(): Promise<number> {
    this.emit('online');
    return Promise.resolve(0);
  }
}

test('a thread that starts when the walk is over does not begin anything', async () => {
  scratch.make({ 'd/a': '' });
  vi.spyOn(process, 'getBuiltinModule').mockReturnValue({ ...threads, Worker: StartsTooLate });
  const visit = openRoot(scratch.path);
  const pace = { big: true, slow: false, sample() {} };
  const { read, stop } = reading([visit], { follow: false, hidden: false }, 4, pace);
  expect(read(visit)).toBe(false);
  pace.slow = true;
  await stop();
  await setImmediate();
  expect(fs.readdir).not.toHaveBeenCalled();
});
