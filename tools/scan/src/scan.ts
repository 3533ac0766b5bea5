import { Failure, type Emitter } from '@leat/pipe';
import { datasetRecords } from './dataset-records.ts';
import type { ProblemEvent, SkipEvent } from './walk/events.ts';
import { fileRecords } from './file-records.ts';
import type { LabelledRoot } from './labels.ts';
import { openLeftOut } from './left-out.ts';
import type { ScanRules } from './rules.ts';
import { pathIn, type Scope } from './scope.ts';
import { isTemporaryName } from './temporary-names.ts';
import { troubleFailure } from './trouble-failure.ts';
import { walk } from './walk/walk.ts';

/**
 * Lists everything once, root by root.
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
  for (const root of roots) {
    try {
      await scanRoot({ root, rules, to, leftOut: openLeftOut() });
    } catch (thrown) {
      if (!goesOn || !(thrown instanceof Failure) || !thrown.code.startsWith('root_')) throw thrown;
      to.problem(root.prefix || root.path, thrown);
    }
  }
}

async function scanRoot(scope: Scope): Promise<void> {
  const { root, rules, to, leftOut } = scope;
  const take = rules.as === 'dataset' ? datasetRecords(scope) : fileRecords(scope);
  const { follow, hidden, isExcluded } = rules;
  const enter = (path: string): boolean =>
    isExcluded?.(path, 'directory') !== true && !isTemporaryName(path.slice(path.lastIndexOf('/') + 1));
  for await (const events of walk(root.path, { follow, hidden, enter, signal: to.stopped })) {
    for (const event of events) {
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
}

function tellProblem({ path, code, message }: ProblemEvent, { root, to }: Scope): void {
  to.problem(root.prefix + path || '.', troubleFailure(code, message));
}

function noteSkip({ directory, name, why }: SkipEvent, { root, rules, leftOut }: Scope): void {
  const path = pathIn(directory, name);
  if ((why === 'link' || why === 'hidden') && rules.isExcluded?.(path, 'file') !== true)
    leftOut.note(why, root.prefix + path);
}
