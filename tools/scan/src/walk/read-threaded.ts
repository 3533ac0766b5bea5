import { existsSync } from 'node:fs';
import type { WalkRules } from './identify.ts';
import type { Look } from './look.ts';
import {
  joinNames,
  splitNames,
  type Answer,
  type Answers,
  type Question,
  type ThreadData,
} from './messages.ts';
import type { Pace } from './pace.ts';
import type { Reader, Task } from './read-ahead.ts';
import { showListed } from './read-now.ts';
import { lookIn } from './sheet.ts';

/** Enough that the cost of a message does not count. */
const tasksPerMessage = 64;
/** While the thread works on one message, the next is there already. */
const messagesAtATime = 2;

/** The program of the thread: beside this module, as source or as it was built. */
const program = new URL(
  import.meta.url.endsWith('.ts') ? './walk-thread.ts' : './walk-thread.js',
  import.meta.url,
);

/** Whether there is a program that a thread can run: a build may leave it out. */
export const canReadThreaded = existsSync(program);

/** What it tells whoever uses it. */
interface Listener {
  /** There is room for tasks. */
  onRoom(): void;
  /** There is no thread any more: the system has refused it, or it has run out of memory. */
  onLost(): void;
}

export interface ThreadedReader extends Reader {
  /** Gives up what it has been asked and has not answered. */
  giveBack(): readonly Task[];
}

/**
 * Reads with plain calls in a second thread: where the system answers at once, the processor is the limit, and
 * there is more than one.
 *
 * @returns undefined when the system refuses a thread
 */
export function threadedReader(
  rules: WalkRules,
  pace: Pace,
  { onRoom, onLost }: Listener,
): ThreadedReader | undefined {
  // Loaded when a tree is big enough: a small scan should start without it.
  const { MessageChannel, receiveMessageOnPort, Worker } = process.getBuiltinModule('node:worker_threads');
  const { port1: port, port2 } = new MessageChannel();
  const workerData: ThreadData = { port: port2, follow: rules.follow, hidden: rules.hidden };
  const worker = unlessRefused(() => new Worker(program, { workerData, transferList: [port2] }));
  if (worker === undefined) {
    port.close();
    return undefined;
  }
  const tasks = new Map<number, Task>();
  let isOnline = false;
  let lastId = 0;

  worker.once('online', () => {
    isOnline = true;
    onRoom();
  });
  worker.once('error', (error) => {
    if (!isRefusal(error)) throw error;
    port.close();
    onLost();
  });
  port.on('message', (answers: Answers) => {
    receive(answers);
    onRoom();
  });

  function receive({ answers, sheet, calls, milliseconds }: Answers): void {
    pace.sample(calls, milliseconds);
    let first = 0;
    for (const { id, listed, count } of answers) {
      const task = tasks.get(id);
      tasks.delete(id);
      if (task !== undefined) finish(task, listed, lookIn(sheet, first, count));
      first += count;
    }
  }

  function finish({ visit, done }: Task, listed: Answer['listed'], look: Look): void {
    if (listed !== undefined) showListed(visit, 'errno' in listed ? listed.errno : splitNames(listed.names));
    done(look);
  }

  return {
    always: false,
    room: () => (isOnline && tasks.size <= tasksPerMessage * (messagesAtATime - 1) ? tasksPerMessage : 0),
    start(started) {
      const questions = started.map((task): Question => {
        tasks.set(++lastId, task);
        const { visit, names } = task;
        return { id: lastId, prefix: visit.prefix, names: names && joinNames(names) };
      });
      port.postMessage(questions);
    },
    poll() {
      for (let got = receiveMessageOnPort(port); got; got = receiveMessageOnPort(port)) receive(got.message);
    },
    giveBack() {
      const unanswered = [...tasks.values()];
      tasks.clear();
      return unanswered;
    },
    async stop() {
      port.close();
      await worker.terminate();
    },
  };
}

function unlessRefused<T>(start: () => T): T | undefined {
  try {
    return start();
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return undefined;
  }
}

/** The limits on processes, open files and memory are the system's: one thread is enough. Anything else is a bug. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_WORKER_');
}
