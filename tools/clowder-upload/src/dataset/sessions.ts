import { Failure } from '@leat/pipe';
import type { Containers } from './containers.ts';
import { openDataset, peekDataset, type OpenDataset } from './open-dataset.ts';
import type { Run } from '../run.ts';
import type { Wanted } from '../file/wanted.ts';

/**
 * Datasets that are in use. Records of single files share one listing of their dataset, however many they are; only
 * the last few datasets are kept, so a run over many needs no more memory than one over few.
 */
export interface Sessions {
  /** Works on a dataset that is found or made. */
  use<T>(wanted: Wanted, work: (dataset: OpenDataset) => Promise<T>): Promise<T>;
  /** The same where it must be there already; undefined when it is not. */
  peek<T>(wanted: Wanted, work: (dataset: OpenDataset) => Promise<T>): Promise<T | undefined>;
}

/** Input comes sorted, so the files of a dataset come together. */
const KEPT = 8;

interface Session {
  readonly dataset: Promise<OpenDataset>;
  users: number;
}

export function openSessions(run: Run, containers: Containers): Sessions {
  /** The one that was used last stands last. */
  const sessions = new Map<string, Session>();
  /** Datasets of one title are found or made one after the other: nothing on the server keeps them apart. */
  const turns = new Map<string, Promise<unknown>>();

  const peeks = new Map<string, Promise<OpenDataset | undefined>>();

  const inTurn = <T>(title: string, work: () => Promise<T>): Promise<T> => {
    const turn = (turns.get(title) ?? Promise.resolve()).then(work);
    const ended = turn.catch(() => {});
    turns.set(title, ended);
    void ended.then(() => {
      if (turns.get(title) === ended) turns.delete(title);
    });
    return turn;
  };
  const drop = (key: string, session: Session): void => {
    if (sessions.get(key) === session) sessions.delete(key);
  };
  const forgetOldest = (): void => {
    const idle = [...sessions].filter(([, { users }]) => users === 0);
    for (const [key, session] of idle.slice(0, Math.max(0, idle.length - KEPT))) drop(key, session);
  };

  const work = async <T>(
    name: string,
    session: Session,
    isLast: boolean,
    task: (dataset: OpenDataset) => Promise<T>,
  ): Promise<T> => {
    session.users++;
    try {
      return await task(await session.dataset);
    } catch (thrown) {
      // What is on the server now is not certain: the next one looks afresh.
      if (!(thrown instanceof Failure) || thrown.class !== 'reject' || STALE.has(thrown.code))
        drop(name, session);
      throw thrown;
    } finally {
      session.users--;
      if (isLast && session.users === 0) drop(name, session);
      forgetOldest();
    }
  };

  return {
    use(wanted, task) {
      const name = nameOf(wanted);
      const known = sessions.get(name);
      const session = known ?? {
        dataset: inTurn(wanted.title, () => openDataset(run, containers, wanted)),
        users: 0,
      };
      sessions.delete(name);
      sessions.set(name, session);
      session.dataset.catch(() => drop(name, session));
      return work(name, session, wanted.rev !== undefined, task);
    },
    async peek(wanted, task) {
      const name = nameOf(wanted);
      const known = sessions.get(name);
      if (known !== undefined) return work(name, known, false, task);
      const peek = peeks.get(name) ?? inTurn(wanted.title, () => peekDataset(run, containers, wanted));
      peeks.set(name, peek);
      const dataset = await peek.finally(() => peeks.delete(name));
      if (dataset === undefined) return undefined;
      // A record of a whole dataset comes once; those of single files will come again.
      const session = sessions.get(name) ?? { dataset: Promise.resolve(dataset), users: 0 };
      sessions.set(name, session);
      return work(name, session, wanted.rev !== undefined, task);
    },
  };
}

/** The dataset may have been deleted by somebody, or its rights changed. */
const STALE = new Set(['not_found', 'no_permission']);

function nameOf({ key, category, title }: Wanted): string {
  return JSON.stringify([key, category, title]);
}
