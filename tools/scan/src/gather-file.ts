import { Failure } from '@leat/pipe';
import { INCOMPLETE } from './emit-dataset.ts';
import { fileHash } from './file-hash.ts';
import type { FileEvent } from './walk/events.ts';
import { addToList, hold, type Gathering } from './gathering.ts';
import { whyUnsettled } from './hold-back.ts';
import type { ScanRules } from './rules.ts';
import { pathIn, type Scope } from './scope.ts';
import { changedAt } from './settle.ts';
import { isTemporaryName } from './temporary-names.ts';

/**
 * Takes a file into what may become a dataset.
 *
 * @returns a promise when its content has to be read
 */
export function gatherFile(gathering: Gathering, file: FileEvent, scope: Scope): Promise<void> | undefined {
  const { rules } = scope;
  const { directory, name, stats } = file;
  const path = pathIn(directory, name);
  if (name === rules.marker && directory === gathering.directory) {
    gathering.isMarked = true;
    return undefined;
  }
  if (rules.isExcluded?.(path, 'file') === true) {
    gathering.isPicked = true;
    return undefined;
  }
  // What is being copied may become a file that was asked for.
  if (isTemporaryName(name)) hold(gathering, 'temporary name', path);
  if (rules.isMatched?.(path) === false) {
    gathering.isPicked = true;
    return undefined;
  }
  if (gathering.count === 0) gathering.first = path;
  gathering.count++;
  gathering.size += stats.size;
  gathering.changedMs = Math.max(gathering.changedMs, changedAt(stats, rules.nowMs));
  if (!isListed(gathering, rules)) return undefined;
  const inside = path.slice(gathering.directory.path.length + 1);
  if (rules.isHashed) return gatherHashed(gathering, file, path, inside, scope);
  addToList(gathering, file, inside, undefined, rules.longestList);
  return undefined;
}

/** Of what is no dataset, or will not be emitted, only the count matters. */
function isListed({ name, held, isTooLong, changedMs }: Gathering, rules: ScanRules): boolean {
  return (
    name !== undefined && held === undefined && !isTooLong && whyUnsettled(changedMs, rules) === undefined
  );
}

async function gatherHashed(
  gathering: Gathering,
  file: FileEvent,
  path: string,
  inside: string,
  scope: Scope,
): Promise<void> {
  const { root, rules, to } = scope;
  try {
    const sha256 = await fileHash(file, scope);
    if (sha256 === undefined) hold(gathering, 'changed while it was read', path);
    else addToList(gathering, file, inside, sha256, rules.longestList);
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
    to.problem(root.prefix + path, thrown);
    hold(gathering, INCOMPLETE, path);
  }
}
