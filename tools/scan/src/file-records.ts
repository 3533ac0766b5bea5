import { Failure } from '@leat/pipe';
import { isoTime } from '@leat/storage';
import { fileHash } from './file-hash.ts';
import type { Directory, FileEvent, WalkEvent } from './walk/events.ts';
import { whyUnsettled } from './hold-back.ts';
import { inJson } from './in-json.ts';
import { onceLeafIsKnown } from './leaf-known.ts';
import { pathIn, type Scope } from './scope.ts';
import { changedAt } from './settle.ts';
import { shareOf, type Share } from './share.ts';
import { isTemporaryName } from './temporary-names.ts';
import { isUnfinished } from './unfinished.ts';
import { versionOf } from './version-of.ts';

/**
 * Makes a record of every file that a walk finds. Written by hand and not from objects: a scan of a million
 * files spends a third of its time here.
 *
 * @returns what to do with each event; wait for the promise when there is one
 */
export function fileRecords(scope: Scope): (event: WalkEvent) => Promise<void> | undefined {
  const { root, rules, to } = scope;
  let last: Directory | undefined;
  let share: Share;

  const keyOf = ({ directory, name }: FileEvent): string => root.prefix + pathIn(directory, name);

  const emit = (file: FileEvent, sha256: string | undefined): Promise<void> | undefined => {
    const { name, stats } = file;
    const text = inJson(name);
    const version = versionOf(file);
    const rev = sha256 ?? version;
    const versionText = inJson(version);
    const dataset = share.dataset === '' ? '' : `${share.dataset}${text}"},`;
    const hash = sha256 === undefined ? '' : `,"sha256":"${sha256}"`;
    const scan = `"scan":{"size":${stats.size},"mtime":"${isoTime(stats.mtimeMs)}"${hash}}`;
    const line = `{"key":"${share.key}${text}","rev":"${sha256 ?? versionText}","uri":"${share.uri}${text}","version":"${versionText}",${dataset}${scan}}`;
    return to.text(keyOf(file), rev, line);
  };

  const emitHashed = async (file: FileEvent): Promise<void> => {
    try {
      const sha256 = await fileHash(file, scope);
      if (sha256 === undefined) to.heldBack(keyOf(file), 'changed while it was read');
      else await emit(file, sha256);
    } catch (thrown) {
      if (!(thrown instanceof Failure)) throw thrown;
      to.problem(keyOf(file), thrown);
    }
  };

  const enter = (directory: Directory, isLeaf: boolean): Promise<void> | undefined => {
    const keep = (it: Share): void => {
      share = it;
      last = directory;
    };
    const found = shareOf(directory, isLeaf, scope);
    if (found instanceof Promise) return found.then(keep);
    keep(found);
    return undefined;
  };

  const pass = (file: FileEvent): Promise<void> | undefined => {
    const { directory, name, stats } = file;
    if (name === share.marker) return undefined;
    if (rules.isMatched !== undefined || rules.isExcluded !== undefined) {
      const path = pathIn(directory, name);
      if (rules.isMatched?.(path) === false || rules.isExcluded?.(path, 'file') === true) return undefined;
    }
    const changedMs = changedAt(stats, rules.nowMs);
    if (rules.sinceMs !== undefined && changedMs < rules.sinceMs) return undefined;
    const why =
      share.why ?? (isTemporaryName(name) ? 'temporary name' : undefined) ?? whyUnsettled(changedMs, rules);
    if (why === undefined) return rules.isHashed ? emitHashed(file) : emit(file, undefined);
    to.heldBack(keyOf(file), why);
    return undefined;
  };

  const take = (file: FileEvent, isLeaf: boolean): Promise<void> | undefined => {
    const wait = file.directory === last ? undefined : enter(file.directory, isLeaf);
    return wait === undefined ? pass(file) : wait.then(() => pass(file));
  };

  const inOrder = rules.layout.depth === 'leaf' ? onceLeafIsKnown(take, scope) : undefined;
  return (event) => {
    if (event.type === 'skip' && isUnfinished(event, rules))
      to.heldBack(root.prefix + pathIn(event.directory, event.name), 'temporary name');
    if (inOrder !== undefined) return inOrder(event);
    return event.type === 'file' ? take(event, true) : undefined;
  };
}
