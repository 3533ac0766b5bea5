import type { Failure } from '@leat/pipe';
import { badOption } from './bad-option.ts';

/** What a directory's path says of the dataset that it is. */
export interface DatasetName {
  readonly category: string;
  readonly title: string;
  /** Further named parts of a `--layout`. */
  readonly [part: string]: string;
}

export interface Layout {
  /**
   * `leaf`: a dataset is a matching directory without sub-directories. A number: a dataset is a matching
   * directory at just this depth, with everything below it.
   */
  readonly depth: 'leaf' | number;
  /** @param path of a directory below the root; undefined when no dataset can be there */
  name(path: string): DatasetName | undefined;
}

/**
 * The layout that dataset loaders are used to: the first level is the category, and every directory without
 * sub-directories is a dataset. Its title is the path below the category, so that equal leaf names stay apart;
 * a category that is itself a leaf is a dataset with its own name as title.
 */
export const leaves: Layout = {
  depth: 'leaf',
  name(path) {
    if (path === '') return undefined;
    const slash = path.indexOf('/');
    return slash === -1
      ? { category: path, title: path }
      : { category: path.slice(0, slash), title: path.slice(slash + 1) };
  },
};

/**
 * Reads a pattern such as `{category}/{title}` or `{site}/sub-{title}/raw`. In each part `*` and `?` stand for
 * any characters, and `{name}` captures what it stands for. A part `**` stands for any directories, and then
 * only leaves are datasets; at the end it changes nothing, since a dataset has all that is below it. Without
 * `{title}` the title is the whole path; without `{category}` the category is its first part.
 *
 * @throws Failure fatal `layout_bad`
 */
export function parseLayout(pattern: string): Layout {
  const parts = pattern.replace(/\/+$/, '').split('/');
  while (parts.at(-1) === '**') parts.pop();
  if (parts.length === 0) throw bad(pattern, '** alone names no directory');
  if (parts.includes('')) throw bad(pattern, 'its parts are joined by single slashes');
  checkNames(pattern);

  const last = parts.length - 1;
  const sources = parts.map((part, at) =>
    part === '**' ? '(?:[^/]+/)*' : `${partSource(part)}${at < last ? '/' : ''}`,
  );
  const whole = new RegExp(`^${sources.join('')}$`, 'u');
  return {
    depth: parts.includes('**') ? 'leaf' : parts.length,
    name(path) {
      const found = whole.exec(path);
      return found === null ? undefined : { category: path.split('/')[0]!, title: path, ...found.groups };
    },
  };
}

const NAMED = /\{([A-Za-z][A-Za-z0-9_]*)\}/g;

/** A file's record says these of its dataset itself. */
const TAKEN: ReadonlySet<string> = new Set(['key', 'name']);

function checkNames(pattern: string): void {
  const names = [...pattern.matchAll(NAMED)].map((match) => match[1]!);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw bad(pattern, `{${twice}} stands in it twice`);
  const taken = names.find((name) => TAKEN.has(name));
  if (taken !== undefined) throw bad(pattern, `{${taken}} has a meaning already: choose another name`);
  if (/[{}]/.test(pattern.replaceAll(NAMED, '')))
    throw bad(pattern, 'a name in braces begins with a letter and has letters, digits and _ only');
}

function partSource(part: string): string {
  return part
    .split(NAMED)
    .map((piece, at) => (at % 2 === 1 ? `(?<${piece}>[^/]+?)` : globSource(piece)))
    .join('');
}

function globSource(glob: string): string {
  return RegExp.escape(glob).replaceAll('\\*', '[^/]*').replaceAll('\\?', '[^/]');
}

function bad(pattern: string, why: string): Failure {
  return badOption('layout_bad', `--layout ${pattern}: ${why}`, 'as in --layout "{category}/{title}"');
}
