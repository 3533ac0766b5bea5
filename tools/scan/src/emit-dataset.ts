import { Failure, formatCount } from '@leat/pipe';
import { newSha256 } from './digest.ts';
import type { Gathering } from './gathering.ts';
import { whyUnsettled } from './hold-back.ts';
import type { DatasetName } from './layout.ts';
import type { ScanRules } from './rules.ts';
import type { Scope } from './scope.ts';

/** Why a dataset is held back of which not all could be seen. */
export const INCOMPLETE = 'incomplete: something in it has a problem';

/** Emits a dataset of which everything has been seen, or says why not. */
export function emitDataset(
  gathering: Gathering,
  name: DatasetName,
  { root, rules, to }: Scope,
): Promise<void> | undefined {
  const { directory, count, changedMs, held } = gathering;
  if (count === 0 && isNothing(gathering)) return undefined;
  if (rules.sinceMs !== undefined && changedMs < rules.sinceMs) return undefined;
  const why = held?.why ?? whyNotYet(gathering, rules);
  if (why !== undefined) {
    to.heldBack(root.prefix + (held?.path ?? directory.path), why);
    return undefined;
  }
  if (gathering.isTooLong) {
    to.problem(root.prefix + directory.path, tooLarge(count));
    return undefined;
  }
  return emit(gathering, name, { root, to });
}

/** A directory without files that there is nothing to say about: not asked for, or its problem has been told. */
function isNothing({ held, isPicked }: Gathering): boolean {
  return held === undefined ? isPicked : held.why === INCOMPLETE;
}

function whyNotYet({ count, isMarked, changedMs }: Gathering, rules: ScanRules): string | undefined {
  if (count === 0) return 'empty';
  if (rules.marker !== undefined && !isMarked) return `no ${rules.marker}`;
  return whyUnsettled(changedMs, rules);
}

function tooLarge(count: number): Failure {
  const message = `a dataset of ${formatCount(count)} files does not fit one line`;
  return new Failure('reject', 'dataset_too_large', message, {
    hint: 'scan it with --as file: one record per file',
  });
}

function emit(
  { directory, count, size, list, identity }: Gathering,
  dataset: DatasetName,
  { root, to }: Pick<Scope, 'root' | 'to'>,
): Promise<void> | undefined {
  const key = root.prefix + directory.path;
  const rev = newSha256().update(identity.join('\n')).digest('hex').slice(0, 32);
  const head = JSON.stringify({ key, rev, uri: directory.absolute, dataset });
  const scan = JSON.stringify({ files: count, size });
  return to.text(key, rev, `${head.slice(0, -1)},"files":[${list.join(',')}],"scan":${scan}}`);
}
