import type { FileResult, Status } from '../fields.ts';
import { nameTaken } from '../name/taken-names.ts';
import type { Run } from '../run.ts';
import type { WantedFile } from '../wanted.ts';
import { compare } from './compare.ts';
import { findTarget, isFound, isReason, refuseConflict, type Target } from './find.ts';
import { firstLook, noteLook } from './first-look.ts';
import { isTaken } from './mark.ts';
import type { Found } from './read-found.ts';
import { verify } from './verify.ts';
import { isTargetChanged, write, type Written } from './write.ts';

/** What a copy is, and where: its address and version go into the record. */
export interface Brought {
  readonly result: FileResult;
  readonly uri: string;
  readonly version: string;
}

/** So often another run may be faster; then it is no accident. */
const LOOKS = 3;

/** Makes the target hold a file, whatever it holds already. */
export async function bring(run: Run, file: WantedFile): Promise<Brought> {
  try {
    return await bringNow(run, file);
  } catch (thrown) {
    if (isReason(thrown, 'denied')) await run.refuseUnusable();
    throw thrown;
  }
}

async function bringNow(run: Run, file: WantedFile): Promise<Brought> {
  const [original, found] = await firstLook(run, file);
  let target: Target = found;
  for (let look = 1; ; look++) {
    noteLook(run, target);
    const there = await adopt(run, file, original, target);
    if (there !== undefined) return there;
    try {
      const written = await write(run, file, original, target);
      await verify(run, original, { ...target, info: written.info });
      return brought(original, written, statusOf(target, written));
    } catch (thrown) {
      if (!(await isTargetChanged(run, original, thrown)) || look === LOOKS) throw thrown;
      // Another run was faster; perhaps it brought the same.
      target = await findTarget(run, file);
    }
  }
}

/**
 * What is at the target, when it may stay; undefined when it is to be written.
 *
 * @throws Failure reject `conflict`, `name_taken`
 */
async function adopt(
  { values, signal }: Run,
  file: WantedFile,
  original: Found,
  target: Target,
): Promise<Brought | undefined> {
  if (!isFound(target)) return undefined;
  if (isTaken(file, original, target)) throw nameTaken(file.to, 'another record');
  const comparison = await compare(original, target, { mayRead: true, signal });
  if (comparison === 'same') return brought(original, target, 'present');
  if (values.onConflict === 'skip') return brought(original, target, 'kept-theirs');
  return values.onConflict === 'replace' ? undefined : refuseConflict(file);
}

export function brought(
  original: Found,
  { info, how }: Pick<Found, 'info'> & Partial<Pick<Written, 'how'>>,
  status: Status,
): Brought {
  return {
    uri: info.uri,
    version: info.version,
    result: {
      from: original.info.uri,
      fromVersion: original.info.version,
      to: info.uri,
      size: info.size,
      ...(info.md5 !== undefined && { md5: info.md5 }),
      status,
      ...(how !== undefined && { how }),
    },
  };
}

function statusOf(target: Target, { isResumed }: Written): Status {
  if (isFound(target)) return 'replaced';
  return isResumed ? 'resumed' : 'copied';
}
