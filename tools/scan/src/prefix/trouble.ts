import { Failure } from '@leat/pipe';
import { StorageError } from '@leat/storage';
import type { LabelledRoot } from '../labels.ts';
import type { Scope } from '../scope.ts';

/** What a prefix that cannot be listed, or not to its end, is as a problem; what is none of that stays as it is. */
export function unlistedPrefix({ path }: LabelledRoot, thrown: unknown): unknown {
  if (!(thrown instanceof StorageError)) return thrown;
  const code = codes[thrown.reason] ?? 'root_unreadable';
  const message = `${path}/ cannot be listed to its end: ${thrown.message}`;
  return new Failure(thrown.class, code, message, { hint: thrown.hint ?? hints[code], cause: thrown });
}

const codes: Readonly<Partial<Record<StorageError['reason'], keyof typeof hints>>> = {
  notFound: 'root_missing',
  denied: 'root_denied',
};

const hints = {
  root_missing: 'is its bucket or container spelled so?',
  root_denied: 'check the name, and that this account may list it',
  root_unreadable: 'run again later',
} as const;

/** An object store cannot tell a prefix that is misspelled from one that is empty. */
export function tellEmpty({ root, to }: Scope): void {
  to.log.warn(`${root.path}/ has no objects`, { code: 'root_empty', hint: 'is it spelled so?' });
}
