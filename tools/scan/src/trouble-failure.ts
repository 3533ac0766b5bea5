import { Failure } from '@leat/pipe';
import type { TroubleCode } from './walk/trouble.ts';

/** What a person can do about each trouble. */
const hints: Readonly<Record<TroubleCode, string>> = {
  denied: 'let this user read it, or leave it out with --exclude',
  vanished: 'run again when nothing is being moved or deleted',
  unreadable: 'look at the disk or the file server, and run again',
  loop: 'remove the link, or leave it out with --exclude',
  dangling_link: 'mend or remove the link, or leave it out with --exclude',
  special_file: 'remove it, or leave it out with --exclude',
  name_not_utf8: 'rename it, for example with convmv',
};

/** A trouble with one name, file or directory as a failure: the rest of the scan goes on. */
export function troubleFailure(code: TroubleCode, message: string, cause?: unknown): Failure {
  return new Failure('reject', code, message, { hint: hints[code], cause });
}
