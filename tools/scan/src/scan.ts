import { Failure, type Emitter } from '@leat/pipe';
import { datasetRecords } from './dataset-records.ts';
import type { ProblemEvent, SkipEvent } from './walk/events.ts';
import { fileRecords } from './file-records.ts';
import type { LabelledRoot } from './labels.ts';
import { openLeftOut } from './left-out.ts';
import type { Ahead } from './prefix/list-ahead.ts';
import { openListings } from './prefix/listings.ts';
import { tellEmpty, unlistedPrefix } from './prefix/trouble.ts';
import { walkObjects } from './prefix/walk-objects.ts';
import type { ScanRules } from './rules.ts';
import { pathIn, type Scope } from './scope.ts';
import { isTemporaryName } from './temporary-names.ts';
import { troubleFailure } from './trouble-failure.ts';
import { walk } from './walk/walk.ts';

/**
 * Lists everything once, root by root; prefixes of object stores ahead of their turn. A prefix that cannot be listed
 * is a problem, also in the middle: what was listed before has been emitted, and datasets that were open are not.
 *
 * @param goesOn whether a root that is not there is a problem among others; else it is the end
 * @throws Failure fatal when the root is missing, cannot be reached or is not a directory
 */
export async function scan(
  roots: readonly LabelledRoot[],
  rules: ScanRules,
  to: Emitter,
  goesOn = roots.length > 1,
): Promise<void> {
  const listings = openListings(roots, to.stopped);
  try {
    for (const root of roots) {
      try {
        await scanRoot({ root, rules, to, leftOut: openLeftOut() }, listings.of(root));
      } catch (thrown) {
        to.stopped.throwIfAborted();
        const failure = root.objects === undefined ? thrown : unlistedPrefix(root, thrown);
        const isOfRoot = failure instanceof Failure && failure.code.startsWith('root_');
        if (!isOfRoot || (!goesOn && failure.class === 'fatal')) throw thrown;
        to.problem(root.prefix || root.path, failure);
      }
    }
  } finally {
    listings.stop();
  }
}

async function scanRoot(scope: Scope, listing: Ahead | undefined): Promise<void> {
  const { root, rules, to, leftOut } = scope;
  const take = rules.as === 'dataset' ? datasetRecords(scope) : fileRecords(scope);
  const { follow, hidden, isExcluded } = rules;
  const enter = (path: string): boolean =>
    isExcluded?.(path, 'directory') !== true && !isTemporaryName(path.slice(path.lastIndexOf('/') + 1));
  const batches =
    listing === undefined
      ? walk(root.path, { follow, hidden, enter, signal: to.stopped })
      : walkObjects(root.path, listing, { hidden, enter });
  let isEmpty = listing !== undefined;
  for await (const events of batches) {
    to.stopped.throwIfAborted();
    for (const event of events) {
      if (event.type !== 'open' && event.type !== 'close') isEmpty = false;
      if (event.type === 'problem') {
        if (isExcluded?.(event.path, 'file') === true) continue;
        tellProblem(event, scope);
      }
      if (event.type === 'skip') noteSkip(event, scope);
      const wait = take(event);
      if (wait !== undefined) await wait;
    }
  }
  leftOut.tell(to.log);
  if (isEmpty) tellEmpty(scope);
}

function tellProblem({ path, code, message }: ProblemEvent, { root, to }: Scope): void {
  to.problem(root.prefix + path || '.', troubleFailure(code, message));
}

function noteSkip({ directory, name, why }: SkipEvent, { root, rules, leftOut }: Scope): void {
  const path = pathIn(directory, name);
  if ((why === 'link' || why === 'hidden') && rules.isExcluded?.(path, 'file') !== true)
    leftOut.note(why, root.prefix + path);
}
