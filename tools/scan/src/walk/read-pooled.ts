import { lstat, readdir, stat } from 'node:fs';
import { identifyName, type WalkRules } from './identify.ts';
import { blockLength } from './limits.ts';
import { lookOf } from './look.ts';
import { sortNames } from './names.ts';
import type { Reader, Task } from './read-ahead.ts';
import { showListed } from './read-now.ts';
import { kindOf, passing, unseen, type Seen, type Unseen } from './seen.ts';

type SystemError = NodeJS.ErrnoException | null;
type Call = (ended: () => void) => void;

/**
 * Reads in the thread pool of libuv: what a file system takes its time for is waited for `concurrency` times at
 * once. `onRoom` is called whenever there is room for a task.
 */
export function pooledReader(rules: WalkRules, concurrency: number, onRoom: () => void): Reader {
  const waiting: Call[] = [];
  let running = 0;
  let isStopped = false;

  function run(call: Call): void {
    if (isStopped) return;
    if (running >= concurrency) {
      waiting.push(call);
      return;
    }
    running++;
    call(ended);
  }

  function ended(): void {
    const next = waiting.shift();
    if (next !== undefined) return next(ended);
    running--;
    onRoom();
  }

  function look({ visit, done }: Task, names: readonly string[]): void {
    const seen: (Seen | Unseen | undefined)[] = Array.from({ length: names.length });
    let missing = 1;
    const settle = (): void => {
      if (--missing === 0) done(lookOf(seen));
    };
    for (const [index, raw] of names.entries()) {
      const name = identifyName(visit, raw, rules);
      if (typeof name !== 'string') continue;
      missing++;
      run((ended) =>
        see(visit.prefix + name, rules.follow, (what) => {
          seen[index] = what;
          settle();
          ended();
        }),
      );
    }
    settle();
  }

  function start(task: Task): void {
    const { visit, names } = task;
    if (names !== undefined) return look(task, names);
    run((ended) =>
      list(visit.directory.absolute, (listed) => {
        showListed(visit, listed);
        look(task, visit.names!.slice(0, blockLength));
        ended();
      }),
    );
  }

  return {
    always: true,
    room: () => (running < concurrency ? 1 : 0),
    start: (tasks) => tasks.forEach(start),
    stop() {
      isStopped = true;
      waiting.length = 0;
      return Promise.resolve();
    },
  };
}

function list(directory: string, settle: (listed: string[] | string) => void, again = true): void {
  readdir(directory, 'latin1', (error: SystemError, names) => {
    if (!error) return settle(sortNames(names));
    const errno = error.code ?? 'unknown error';
    if (again && passing.has(errno)) list(directory, settle, false);
    else settle(errno);
  });
}

function see(path: string, follow: boolean, settle: (seen: Seen | Unseen) => void): void {
  lstat(path, (error: SystemError, seen) => {
    if (error) return settle(unseen(error.code ?? 'unknown error', false));
    if (!follow || kindOf(seen) !== 'link') return settle(seen);
    stat(path, (error: SystemError, target) =>
      settle(error ? unseen(error.code ?? 'unknown error', true) : target),
    );
  });
}
