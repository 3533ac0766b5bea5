import { createHash } from 'node:crypto';
import type { Session } from '../session.ts';

/** One thing that a client may count on, tried on a fresh bucket. */
export interface Semantic {
  readonly title: string;
  readonly run: (s3: Session) => Promise<unknown>;
  readonly gives: unknown;
  /** Where versitygw 1.8.0 differs: what it gives, and why. */
  readonly versitygw?: { readonly gives: unknown; readonly because: string };
}

export const md5 = (bytes: string | Buffer): string => createHash('md5').update(bytes).digest('hex');
export const X = md5('x');
export const OTHER = md5('other');
export const BIG = Buffer.alloc(5 * 1024 * 1024, 7);
export const BIG_MD5 = md5(BIG);
export const PATHS = 'keys are paths of a file system';
export const UNKNOWN = '00000000-0000-4000-8000-000000000000';

/** One after the other, and what each gave. */
export async function inTurn(...steps: (() => Promise<unknown>)[]): Promise<unknown[]> {
  const ended: unknown[] = [];
  for (const step of steps) ended.push(await step());
  return ended;
}

/** Puts these keys, reads each back and lists what is there. */
export const roundTrip =
  (...names: string[]) =>
  (s3: Session): Promise<unknown> =>
    inTurn(...names.map((key) => () => s3.put(key, key)), ...names.map((key) => () => s3.get(key)), () =>
      s3.list(),
    );

/** The key holds `x`; then the step. */
export const over =
  (step: (s3: Session) => Promise<unknown>) =>
  async (s3: Session): Promise<unknown> => {
    await s3.put('k');
    return step(s3);
  };

/** An upload of `k` with parts 1 (5 MiB) and 2 (`x`); then the step. */
export const uploading =
  (step: (s3: Session, uploadId: string) => Promise<unknown>) =>
  async (s3: Session): Promise<unknown> => {
    const uploadId = await s3.begin('k');
    await s3.part('k', uploadId, 1, BIG);
    await s3.part('k', uploadId, 2, 'x');
    return step(s3, uploadId);
  };
export const BOTH = [
  [1, BIG_MD5],
  [2, X],
] as const;
