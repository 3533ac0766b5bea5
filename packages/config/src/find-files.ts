import { statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { configDirectory } from './directories.ts';

/** Where a run starts: what is looked up relative to it. */
export interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  /** Working directory and home, absolute. */
  readonly cwd: string;
  readonly home: string;
}

export interface FoundFile {
  readonly path: string;
  /** As shown to the user: from the working directory, from `~`, or whole. */
  readonly shown: string;
  /** Come upon by searching, not chosen by anybody: others may have laid it there. */
  readonly isChance: boolean;
}

const NAME = 'leat.yaml';

/**
 * The files to read, the strongest first: the project's (named, or the first `leat.yaml` from the working
 * directory upwards), then the user's. A named file is in the list whether it exists or not.
 * @param named the value of `--config`
 */
export function findFiles(named: string | undefined, at: Surroundings): readonly FoundFile[] {
  const user = join(configDirectory(at.env, at.home), NAME);
  const chosen = named ?? (at.env['LEAT_CONFIG'] || undefined);
  const project = chosen === undefined ? findUpwards(at.cwd) : resolvePath(chosen, at.cwd, at.home);
  const files: FoundFile[] = [];
  if (project !== undefined && project !== user)
    files.push({ path: project, shown: shorten(project, at), isChance: chosen === undefined });
  if (project === user || isFile(user)) files.push({ path: user, shown: shorten(user, at), isChance: false });
  return files;
}

/** A path of a settings file or of a secret: `~/` is the home, anything else starts at `base`. */
export function resolvePath(path: string, base: string, home: string): string {
  return path === '~' || path.startsWith('~/') ? join(home, path.slice(1)) : resolve(base, path);
}

function findUpwards(from: string): string | undefined {
  const path = join(from, NAME);
  if (isFile(path)) return path;
  const parent = dirname(from);
  return parent === from ? undefined : findUpwards(parent);
}

// A plain call: the first one that waits in the thread pool starts all of its threads, 64 for some tools.
function isFile(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  } catch {
    // Not there, or behind a directory that we may not enter: not ours to read either way.
    return false;
  }
}

function shorten(path: string, { cwd, home }: Surroundings): string {
  const fromHere = relative(cwd, path);
  if (!fromHere.startsWith('../')) return fromHere;
  const fromHome = relative(home, path);
  return fromHome.startsWith('../') ? path : join('~', fromHome);
}
