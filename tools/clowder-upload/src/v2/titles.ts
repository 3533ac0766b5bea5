import type { RemoteDataset } from '../server/api.ts';
import type { Calls } from '../server/calls.ts';
import { listAll } from './pages.ts';
import { namedReply } from './replies.ts';

/** The titles of all datasets of this account: the server cannot be asked for one. */
export interface Titles {
  find(title: string): Promise<readonly RemoteDataset[]>;
  /** Made by us: the list need not be read again for it. */
  add(id: string, title: string): void;
  /** Read the list again at the next question: what it says may be out of date. */
  forget(): void;
}

export function openTitles(calls: Calls): Titles {
  let reading: Promise<Map<string, string[]>> | undefined;
  const readAll = async (): Promise<Map<string, string[]>> => {
    const ids = new Map<string, string[]>();
    for (const { id, name } of await listAll(calls, '/datasets', namedReply, { mine: true })) {
      const same = ids.get(name);
      if (same === undefined) ids.set(name, [id]);
      else same.push(id);
    }
    return ids;
  };

  return {
    async find(title) {
      reading ??= readAll();
      const mine = reading;
      const ids = await mine.catch((thrown: unknown) => {
        if (reading === mine) reading = undefined;
        throw thrown;
      });
      return (ids.get(title) ?? []).map((id) => ({ id, title, containerIds: [] }));
    },
    add(id, title) {
      void reading?.then(
        (ids) => ids.set(title, [...(ids.get(title) ?? []), id]),
        () => {},
      );
    },
    forget() {
      reading = undefined;
    },
  };
}
