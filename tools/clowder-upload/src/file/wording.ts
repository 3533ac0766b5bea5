import { Failure } from '@leat/pipe';

/** The same failure in other words. */
export function reworded(failure: Failure, message: string): Failure {
  const { class: is, code, hint, retryAfterSeconds } = failure;
  return new Failure(is, code, message, { hint, cause: failure, retryAfterSeconds });
}

/** A failure that says of which file it is; what ends the whole run is of none. */
export function named(name: string, thrown: unknown): unknown {
  const isNamed =
    !(thrown instanceof Failure) || thrown.class === 'fatal' || thrown.message.startsWith(`${name}: `);
  return isNamed ? thrown : reworded(thrown, `${name}: ${thrown.message}`);
}

/** The failure of a look or a read: a file that is not there has a code of its own. */
export function sourceFailure(name: string, thrown: unknown): unknown {
  if (!(thrown instanceof Failure) || thrown.code !== 'not_found') return named(name, thrown);
  return new Failure('reject', 'file_missing', `${name}: ${thrown.message}`, {
    hint: 'put it back; or, if it has been moved or deleted, the next scan goes without it',
    cause: thrown,
  });
}
