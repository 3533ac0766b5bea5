import type { Directory, ProblemEvent, SkipEvent, WalkEvent } from './walk/events.ts';
import { emitDataset, INCOMPLETE } from './emit-dataset.ts';
import { gatherFile } from './gather-file.ts';
import { giveUp, hold, openGathering, type Gathering } from './gathering.ts';
import { pathIn, type Scope } from './scope.ts';
import { changedAt } from './settle.ts';
import { isTemporaryName } from './temporary-names.ts';
import type { TroubleCode } from './walk/trouble.ts';
import { isDirectoryToCome } from './unfinished.ts';

/** What was found of a directory is not all that is in it; the others are things that nobody could carry. */
const incomplete: ReadonlySet<TroubleCode> = new Set(['denied', 'vanished', 'unreadable']);

/**
 * Makes a record of every dataset that a walk finds. Files are gathered until their directory closes, since only
 * then is it known whether it is a leaf.
 *
 * @returns what to do with each event; wait for the promise when there is one
 */
export function datasetRecords(scope: Scope): (event: WalkEvent) => Promise<void> | undefined {
  const { root, rules, to, leftOut } = scope;
  const { depth, name } = rules.layout;
  const isPicky = rules.isMatched !== undefined || rules.isExcluded !== undefined;
  /** One per open directory; below the top of a dataset they are all that of the top. */
  const open: Gathering[] = [];

  const enter = (directory: Directory): void => {
    const above = open.at(-1);
    const isBelowTop = above !== undefined && depth !== 'leaf' && directory.depth > depth;
    if (above !== undefined && depth === 'leaf') giveUp(above);
    const isPlace = depth === 'leaf' || directory.depth === depth;
    const gathering = isBelowTop
      ? above
      : openGathering(directory, isPlace ? name(directory.path) : undefined);
    // A file that was deleted or moved away leaves its trace here only. What nobody asked for may come and go.
    if (!isPicky)
      gathering.changedMs = Math.max(gathering.changedMs, changedAt(directory.stats, rules.nowMs));
    open.push(gathering);
  };

  const skip = (event: SkipEvent): void => {
    const { directory, name, why } = event;
    const gathering = open.at(-1)!;
    const path = pathIn(directory, name);
    const kind = why === 'notEntered' ? 'directory' : 'file';
    if (rules.isExcluded?.(path, kind) === true) gathering.isPicked = true;
    else if (why === 'notEntered') passUnfinished(gathering, event, path);
    else if (why === 'inUse') hold(gathering, 'a deleted file in it is still open', path);
    // rsync hides what it has not finished behind a dot.
    else if (why === 'hidden' && isTemporaryName(name)) hold(gathering, 'temporary name', path);
    if (name === rules.marker && directory === gathering.directory) gathering.isMarked = true;
  };

  const passUnfinished = (gathering: Gathering, event: SkipEvent, path: string): void => {
    if (depth === 'leaf' && isDirectoryToCome(event, rules)) giveUp(gathering);
    if (gathering.name === undefined) to.heldBack(root.prefix + path, 'temporary name');
    else hold(gathering, 'temporary name', path);
  };

  const problem = ({ path, code }: ProblemEvent): void => {
    if (incomplete.has(code)) hold(open.at(-1)!, INCOMPLETE, path);
  };

  const leave = (directory: Directory): Promise<void> | undefined => {
    const gathering = open.pop()!;
    if (gathering.directory !== directory) return undefined;
    if (gathering.name !== undefined) return emitDataset(gathering, gathering.name, scope);
    if (gathering.count > 0) leftOut.note('stray', root.prefix + gathering.first, gathering.count);
    return undefined;
  };

  return (event) => {
    switch (event.type) {
      case 'open':
        enter(event.directory);
        return undefined;
      case 'file':
        return gatherFile(open.at(-1)!, event, scope);
      case 'skip':
        skip(event);
        return undefined;
      case 'problem':
        problem(event);
        return undefined;
      case 'close':
        return leave(event.directory);
    }
  };
}
