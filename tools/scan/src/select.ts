import { badOption } from './bad-option.ts';
import { globPattern } from './glob.ts';

/** Which paths the person wants; undefined where nothing was said, so that nothing is asked for every file. */
export interface Selection {
  readonly isMatched: Test | undefined;
  readonly isExcluded: ((path: string, kind: 'file' | 'directory') => boolean) | undefined;
}

/** @param path below the root */
type Test = (path: string) => boolean;

/**
 * Globs as in .gitignore: one without a slash is about the name, wherever it lies; one with a slash is about the
 * path below the root. With a slash at the end it is about directories, and so about all that lies in them.
 *
 * @throws Failure fatal `glob_bad`
 */
export function selectBy(match: readonly string[], exclude: readonly string[]): Selection {
  const isFileExcluded = anyOf(exclude.filter((glob) => !glob.endsWith('/')).map(entry));
  const isDirectoryExcluded = anyOf(exclude.map(entry));
  return {
    isMatched: anyOf(match.map((glob) => (glob.endsWith('/') ? inside(glob) : entry(glob)))),
    isExcluded:
      isDirectoryExcluded &&
      ((path, kind) => (kind === 'file' ? isFileExcluded?.(path) === true : isDirectoryExcluded(path))),
  };
}

function anyOf(tests: readonly Test[]): Test | undefined {
  return tests.length === 0 ? undefined : (path) => tests.some((test) => test(path));
}

/** The entry that a glob names. */
function entry(glob: string): Test {
  const { path, isName } = parse(glob);
  const pattern = globPattern(path);
  return isName
    ? (place) => pattern.test(place.slice(place.lastIndexOf('/') + 1))
    : (place) => pattern.test(place);
}

/** What lies in a directory that a glob names. */
function inside(glob: string): Test {
  const { path, isName } = parse(glob);
  const pattern = globPattern(`${isName ? '**/' : ''}${path}/**`);
  return (place) => pattern.test(place);
}

function parse(glob: string): { path: string; isName: boolean } {
  const toEnd = glob.replace(/\/+$/, '');
  const path = toEnd.replace(/^\/+/, '');
  if (path === '') {
    throw badOption('glob_bad', `${JSON.stringify(glob)} cannot be a glob`, "as in --match '*.tif'");
  }
  return { path, isName: !toEnd.includes('/') };
}
