import type { SkipEvent } from './walk/events.ts';
import type { ScanRules } from './rules.ts';
import { pathIn } from './scope.ts';

/** Whether a directory is not entered for its temporary name, and not because it was excluded. */
export function isUnfinished({ directory, name, why }: SkipEvent, { isExcluded }: ScanRules): boolean {
  return why === 'notEntered' && isExcluded?.(pathIn(directory, name), 'directory') !== true;
}

/** Whether it will be a directory there under another name. rsync takes those away that it hides behind a dot. */
export function isDirectoryToCome(event: SkipEvent, rules: ScanRules): boolean {
  return isUnfinished(event, rules) && !event.name.startsWith('.');
}
