import type { Directory } from './walk/events.ts';
import { inJson } from './in-json.ts';
import type { Layout } from './layout.ts';
import { isThere } from './is-there.ts';
import type { Scope } from './scope.ts';

/** What all files of a directory share, as text that stands in their records. */
export interface Share {
  readonly key: string;
  readonly uri: string;
  /** Up to the file's name in its dataset; empty when the directory is in none. */
  readonly dataset: string;
  /** The name of the marker, in the directory where it has to lie. */
  readonly marker: string | undefined;
  /** Why all of them are held back, if they are. */
  readonly why: string | undefined;
}

/** Wait for the promise where there is one: an object store has to be asked for the marker. */
export function shareOf(directory: Directory, isLeaf: boolean, scope: Scope): Share | Promise<Share> {
  const { root, rules } = scope;
  const { path, absolute, depth } = directory;
  const below = depth === 0 ? '' : `${path}/`;
  const key = inJson(root.prefix + below);
  const uri = inJson(absolute === '/' ? '/' : `${absolute}/`);
  const at = datasetPath(directory, isLeaf, rules.layout);
  const name = at === undefined ? undefined : rules.layout.name(at);
  if (at === undefined || name === undefined)
    return { key, uri, dataset: '', marker: undefined, why: undefined };

  const dataset = JSON.stringify({ key: root.prefix + at, ...name }).slice(0, -1);
  const inside = inJson(below.slice(at.length + 1));
  const home = absolute.slice(0, absolute.length - (path.length - at.length));
  const shared = {
    key,
    uri,
    dataset: `"dataset":${dataset},"name":"${inside}`,
    marker: at === path ? rules.marker : undefined,
    why: undefined,
  };
  const without = { ...shared, why: `no ${rules.marker}` };
  if (rules.marker === undefined) return shared;
  const isMarked = isThere(`${home}/${rules.marker}`, scope);
  if (typeof isMarked === 'boolean') return isMarked ? shared : without;
  return isMarked.then((it) => (it ? shared : without));
}

/** The path of the dataset that a directory's files belong to. */
function datasetPath({ path, depth }: Directory, isLeaf: boolean, layout: Layout): string | undefined {
  if (layout.depth === 'leaf') return isLeaf && path !== '' ? path : undefined;
  return depth < layout.depth ? undefined : path.split('/').slice(0, layout.depth).join('/');
}
