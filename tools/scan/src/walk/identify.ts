import type { Directory, ProblemEvent, SkipEvent } from './events.ts';
import { nameForDisplay, nameHex, nameText, skippedByName } from './names.ts';
import { isSameNow, kindOf, type Seen, type Unseen } from './seen.ts';
import { troubleCode, troubleMessage, type TroubleCode } from './trouble.ts';
import { visitBelow, type Found, type Visit } from './visit.ts';

/** What a walk goes by. */
export interface WalkRules {
  /** Follow symbolic links, to files and to directories. */
  readonly follow: boolean;
  /** Take dot names too. */
  readonly hidden: boolean;
  /** Whether to go into a directory, by its path below the root and its depth (1 for those in the root). */
  readonly enter?: (path: string, depth: number) => boolean;
}

/** Decides about an entry by its name alone: its text when it has to be looked at, else what it is. */
export function identifyName(visit: Visit, raw: string, rules: WalkRules): string | SkipEvent | ProblemEvent {
  const why = skippedByName(raw, rules.hidden);
  if (why !== undefined) return skip(visit, nameForDisplay(raw), why);
  return nameText(raw) ?? problem(visit, nameForDisplay(raw), 'name_not_utf8', nameHex(raw));
}

/** Says what an entry is, by what the system tells about it. */
export function identify(
  visit: Visit,
  raw: string,
  name: string,
  seen: Seen | Unseen,
  rules: WalkRules,
): Found {
  if (seen.mode === undefined) return problem(visit, name, codeOf(seen), seen.errno);
  const kind = kindOf(seen);
  if (kind === 'file') return { type: 'file', directory: visit.directory, name, stats: seen };
  if (kind === 'link') return skip(visit, name, 'link');
  if (kind !== 'directory') return problem(visit, name, 'special_file', kind);
  const below = visitBelow(visit, raw, name, seen);
  const { path, depth } = below.directory;
  if (rules.enter?.(path, depth) === false) return skip(visit, name, 'notEntered');
  return leadsBack(below.directory) ? problem(visit, name, 'loop', '') : below;
}

/** The problem of a directory that could not be listed. */
export function unlisted({ directory }: Visit, errno: string): ProblemEvent {
  const code = troubleCode(errno);
  const message = troubleMessage(code, directory.absolute, errno);
  return { type: 'problem', directory, path: directory.path, code, message };
}

function codeOf({ errno, behindLink }: Unseen): TroubleCode {
  return behindLink && errno === 'ENOENT' ? 'dangling_link' : troubleCode(errno);
}

function skip(visit: Visit, name: string, why: SkipEvent['why']): SkipEvent {
  return { type: 'skip', directory: visit.directory, name, why };
}

function problem(
  { directory, prefix }: Visit,
  name: string,
  code: TroubleCode,
  detail: string,
): ProblemEvent {
  const path = directory.path === '' ? name : `${directory.path}/${name}`;
  return { type: 'problem', directory, path, code, message: troubleMessage(code, prefix + name, detail) };
}

function leadsBack({ absolute, stats, parent }: Directory): boolean {
  // Some network file systems number everything 0.
  if (stats.ino === 0) return false;
  for (let above = parent; above !== undefined; above = above.parent) {
    if (above.stats.ino !== stats.ino || above.stats.dev !== stats.dev) continue;
    // Lustre has numbers of which a double cannot tell neighbours apart.
    if (Number.isSafeInteger(stats.ino) || isSameNow(absolute, above.absolute)) return true;
  }
  return false;
}
