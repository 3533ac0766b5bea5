import type { WalkRules } from './identify.ts';
import type { Pace } from './pace.ts';
import { readAhead, type Reader } from './read-ahead.ts';
import { plainReader, readNow } from './read-now.ts';
import { pooledReader } from './read-pooled.ts';
import { canReadThreaded, threadedReader, type ThreadedReader } from './read-threaded.ts';
import type { Visit } from './visit.ts';

export interface Reading {
  /** Reads what `visit` needs next. */
  read(visit: Visit): Promise<boolean> | boolean;
  stop(): Promise<void>;
}

/**
 * Chooses how to read. It begins with plain calls. A big tree on a fast disk gets a thread that reads ahead with
 * plain calls too; while one waits for it, one reads ahead oneself. As soon as the file system makes one wait,
 * everything goes through the thread pool, where many calls wait together: that can happen at any time, and stays.
 *
 * @param open the directories being handed out, from the root to the current one.
 */
export function reading(open: readonly Visit[], rules: WalkRules, concurrency: number, pace: Pace): Reading {
  const ahead = readAhead(rules, pace);
  let thread: ThreadedReader | undefined;
  let pool: Reader | undefined;
  let mayThread = canReadThreaded;
  let isStopped = false;

  function choose(): void {
    if (isStopped) return;
    if (pace.slow && pool === undefined) {
      pool = pooledReader(rules, concurrency, ahead.startMore);
      use(pool);
      pool.start(thread?.giveBack() ?? []);
    } else if (mayThread && pool === undefined && pace.big) {
      mayThread = false;
      thread = threadedReader(rules, pace, { onRoom: onThreadRoom, onLost: onThreadLost });
      if (thread !== undefined) use(thread);
    }
  }

  function use(reader: Reader): void {
    ahead.use(reader);
    for (const visit of open) ahead.plan(visit);
  }

  function onThreadRoom(): void {
    // What the thread has sent may show that the file system has become slow.
    choose();
    ahead.startMore();
  }

  function onThreadLost(): void {
    const unanswered = thread?.giveBack() ?? [];
    thread = undefined;
    if (isStopped || pool !== undefined) return;
    const plain = plainReader(rules, pace);
    ahead.use(plain);
    plain.start(unanswered);
  }

  function readPlain(visit: Visit): void {
    readNow(visit, rules, pace);
    if (thread !== undefined) ahead.plan(visit);
  }

  return {
    read(visit) {
      choose();
      const isRead = ahead.read(visit);
      if (isRead === false) readPlain(visit);
      return isRead;
    },
    async stop() {
      isStopped = true;
      ahead.use(undefined);
      await Promise.all([thread?.stop(), pool?.stop()]);
    },
  };
}
