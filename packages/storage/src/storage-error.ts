import { Failure, type FailureClass } from '@leat/pipe';

/** Why a store did not do what it was asked; the same for every scheme. Only `notFound` ever means "empty". */
export type Reason = 'notFound' | 'changed' | 'exists' | 'denied' | 'throttled' | 'unavailable' | 'full';

/** An object store's or file system's refusal. */
export class StorageError extends Failure {
  readonly reason: Reason;

  constructor(
    reason: Reason,
    message: string,
    detail: { readonly hint?: string; readonly cause?: unknown; readonly retryAfterSeconds?: number } = {},
  ) {
    const { failureClass, code, hint } = reasons[reason];
    super(failureClass, code, message, { hint, ...detail });
    this.name = 'StorageError';
    this.reason = reason;
  }
}

const reasons: Readonly<Record<Reason, { failureClass: FailureClass; code: string; hint?: string }>> = {
  notFound: { failureClass: 'reject', code: 'not_found' },
  changed: { failureClass: 'reject', code: 'changed', hint: 'the next scan emits it as it is now' },
  exists: { failureClass: 'reject', code: 'exists' },
  denied: { failureClass: 'reject', code: 'denied' },
  throttled: { failureClass: 'retry', code: 'throttled' },
  unavailable: { failureClass: 'retry', code: 'unavailable' },
  full: { failureClass: 'fatal', code: 'disk_full', hint: 'free some space and run again' },
};

/** What the system's error codes mean; any other is `unavailable`. */
const errnos: Readonly<Record<string, Reason>> = {
  ENOENT: 'notFound',
  ENOTDIR: 'notFound',
  EEXIST: 'exists',
  EACCES: 'denied',
  EPERM: 'denied',
  EROFS: 'denied',
  EISDIR: 'denied',
  ENAMETOOLONG: 'denied',
  ELOOP: 'denied',
  ENOSPC: 'full',
  EDQUOT: 'full',
  EFBIG: 'full',
};

/** @param path what the message names */
export function fromErrno(path: string, cause: unknown): StorageError {
  if (cause instanceof StorageError) return cause;
  const { code = '', message } = cause as NodeJS.ErrnoException;
  const reason = errnos[code];
  // What is no error of the system is a bug, and keeps its own type.
  if (reason === undefined && !/^E[A-Z0-9]+$/.test(code)) throw cause;
  return new StorageError(reason ?? 'unavailable', `${path}: ${wordings[code] ?? message}`, { cause });
}

/** Waits for a call of the system; what it throws becomes a `StorageError` about `path`. */
export async function onDisk<T>(path: string, call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (cause) {
    throw fromErrno(path, cause);
  }
}

const wordings: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'a part of its path is no directory',
  EEXIST: 'it exists already',
  EACCES: 'no permission',
  EPERM: 'no permission',
  EROFS: 'the file system is read-only',
  EISDIR: 'it is a directory',
  ENAMETOOLONG: 'its name is too long for the file system',
  ELOOP: 'its links go round in a circle',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota is used up',
};
