import type { WalkRules } from './identify.ts';
import { blockLength, bytesPerName, mostAhead } from './limits.ts';
import { directoriesIn, identifyAll, type Look } from './look.ts';
import type { Pace } from './pace.ts';
import { pathQueue } from './path-queue.ts';
import { taskReader } from './read-now.ts';
import { newProgress, showFound, type Block, type Found, type Progress, type Visit } from './visit.ts';

/** One thing to read: a block of names; the first block of a directory comes with its listing. */
export interface Task {
  readonly visit: Visit;
  /** Undefined when the directory has to be listed first. */
  readonly names: readonly string[] | undefined;
  /** Takes what was seen of the names, after a listing has set `names` or `trouble` of the visit. */
  readonly done: (look: Look) => void;
}

/** Something that reads while the output goes on. It calls `startMore` when it has room again. */
export interface Reader {
  /** Whether what is needed at once should go through it too; a plain call is better if not. */
  readonly always: boolean;
  /** How many tasks it would take now. */
  room(): number;
  start(tasks: readonly Task[]): void;
  /** Takes in what has arrived, without a turn of the event loop. */
  poll?(): void;
  stop(): Promise<void>;
}

/** Reads ahead of the output, in the order of the output, so that what comes out stays sorted. */
export interface ReadAhead {
  /** Reads with this from now on, or no more. What has been started before still arrives. */
  use(reader: Reader | undefined): void;
  /** Makes what has not been handed out of a directory part of what is read ahead. */
  plan(visit: Visit): void;
  /** Shows the next block of `visit`; false when nobody reads it and a plain call is better. */
  read(visit: Visit): Promise<boolean> | boolean;
  startMore(): void;
}

export function readAhead(rules: WalkRules, pace: Pace): ReadAhead {
  const queue = pathQueue<Visit>();
  const readTask = taskReader(rules, pace);
  let reader: Reader | undefined;
  let ahead = 0;

  function countListed(progress: Progress, names: number): void {
    ahead += names - progress.listed;
    progress.listed = names;
  }

  function enqueue(visit: Visit): void {
    const progress = (visit.progress ??= newProgress(visit));
    const name = visit.names === undefined ? '' : visit.names.at(progress.started);
    if (progress.planned || progress.listing || name === undefined) return;
    progress.planned = true;
    queue.add(visit.place + name, visit);
  }

  function enqueueBelow(found: Iterable<Found>): void {
    for (const entry of found) if (entry.type === 'directory') enqueue(entry);
  }

  function countLooks(progress: Progress, names: number): void {
    ahead += names;
    progress.started += names;
  }

  function begin(visit: Visit, progress: Progress): Task {
    const block: Block = { names: [], look: undefined, directories: new Map(), onReady: undefined };
    progress.blocks.push(block);
    const names = visit.names?.slice(progress.started, progress.started + blockLength);
    if (names === undefined) {
      progress.listing = true;
      countListed(progress, 1 + Math.ceil(visit.directory.stats.size / bytesPerName));
    } else {
      block.names = names;
      countLooks(progress, names.length);
      enqueue(visit);
    }
    const done = (look: Look): void => {
      if (names === undefined) {
        progress.listing = false;
        block.names = visit.names!.slice(0, look.length);
        countListed(progress, visit.names!.length);
        countLooks(progress, look.length);
        enqueue(visit);
      }
      block.look = look;
      block.directories = directoriesIn(visit, block.names, look, rules);
      enqueueBelow(block.directories.values());
      block.onReady?.();
    };
    return { visit, names, done };
  }

  function nextTask(): Task | undefined {
    for (let visit = queue.take(); visit !== undefined; visit = queue.take()) {
      const progress = visit.progress!;
      progress.planned = false;
      // It may have been read at once since it was queued; its listing queues it again.
      if (progress.listing) continue;
      if (visit.names === undefined || progress.started < visit.names.length) return begin(visit, progress);
    }
    return undefined;
  }

  function startMore(): void {
    for (let room = reader?.room() ?? 0; room > 0; room = reader?.room() ?? 0) {
      const tasks: Task[] = [];
      while (tasks.length < room && ahead < mostAhead) {
        const task = nextTask();
        if (task === undefined) break;
        tasks.push(task);
      }
      if (tasks.length === 0) return;
      reader?.start(tasks);
    }
  }

  function show(visit: Visit, { names, look, directories }: Block): void {
    visit.progress!.blocks.shift();
    // What is being handed out is no longer ahead.
    countListed(visit.progress!, 0);
    ahead -= names.length;
    showFound(visit, identifyAll(visit, names, look!, directories, rules));
  }

  /** Makes itself useful while a block is being read by others. */
  function help(): boolean {
    const task = ahead < mostAhead ? nextTask() : undefined;
    if (task === undefined) return false;
    readTask(task);
    return true;
  }

  return {
    use(next) {
      reader = next;
    },
    plan(visit) {
      const progress = (visit.progress ??= newProgress(visit));
      // A plain call may have been quicker.
      progress.started = Math.max(progress.started, visit.foundFrom + visit.found.length);
      enqueue(visit);
      enqueueBelow(visit.late);
      enqueueBelow(visit.found.slice(visit.next - visit.foundFrom));
      startMore();
    },
    read(visit) {
      if (reader === undefined) return false;
      const progress = (visit.progress ??= newProgress(visit));
      if (progress.blocks.length === 0) {
        if (!reader.always) return false;
        reader.start([begin(visit, progress)]);
      }
      const block = progress.blocks[0]!;
      do {
        reader.poll?.();
        startMore();
        if (block.look !== undefined) {
          show(visit, block);
          return true;
        }
      } while (!reader.always && !pace.slow && help());
      return new Promise((resolve) => {
        block.onReady = () => {
          show(visit, block);
          resolve(true);
        };
      });
    },
    startMore,
  };
}
