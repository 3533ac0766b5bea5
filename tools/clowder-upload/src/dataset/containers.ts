import { Failure } from '@leat/pipe';
import type { Container } from '../server/api.ts';
import { make } from '../server/make.ts';
import type { Run } from '../run.ts';

/** Spaces or groups by the name of a category: found or made once per run. */
export interface Containers {
  /**
   * Where datasets of a category go; undefined: into none.
   *
   * @throws Failure reject `ambiguous_container`
   */
  find(category: string | undefined): Promise<string | undefined>;
  /** The same, but nothing is made. */
  peek(category: string | undefined): Promise<string | undefined>;
}

export function openContainers(run: Run): Containers {
  const { clowder, values, containerId } = run;
  const { categoryAs } = values;
  const isWanted =
    categoryAs === clowder.container || (categoryAs === 'auto' && clowder.container === 'space');
  const found = new Map<string, Promise<string>>();
  let listing: Promise<readonly Container[]> | undefined;

  const look = async (name: string, isFresh: boolean): Promise<string | undefined> => {
    if (isFresh) listing = undefined;
    const mine = (listing ??= clowder.listContainers());
    mine.catch(() => {
      if (listing === mine) listing = undefined;
    });
    const same = (await mine).filter((it) => it.names.includes(name));
    if (same.length > 1) throw ambiguous(clowder.container, name, same);
    return same[0]?.id;
  };
  const findOrMake = async (name: string): Promise<string> =>
    (await look(name, false)) ??
    make(run, { make: () => clowder.createContainer(name), look: () => look(name, true) });

  return {
    async find(category) {
      if (containerId !== undefined) return containerId;
      if (!isWanted || category === undefined) return undefined;
      const known = found.get(category);
      if (known !== undefined) return known;
      const finding = findOrMake(category);
      found.set(category, finding);
      finding.catch(() => found.delete(category));
      return finding;
    },
    async peek(category) {
      if (containerId !== undefined) return containerId;
      if (!isWanted || category === undefined) return undefined;
      return (await found.get(category)) ?? look(category, false);
    },
  };
}

/** Taking any of them would put datasets where nobody looks for them, and a further one would make it worse. */
function ambiguous(kind: string, name: string, same: readonly Container[]): Failure {
  const ids = same.map(({ id }) => id).join(', ');
  const hint =
    kind === 'space' ? 'choose one with --clowder-space-id' : 'rename all but one, or use --category-as none';
  return new Failure('reject', 'ambiguous_container', `there are ${same.length} ${kind}s "${name}": ${ids}`, {
    hint,
  });
}
