import { createHash, randomBytes } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

/** With `content` and `offset` where a later write can go on with it. */
const TEMPORARY =
  /^\.leat-(?<host>[0-9a-f]{8})-(?<pid>\d+)-[0-9a-f]{12}(?:-(?<content>[0-9a-f]{32})-(?<offset>\d+))?\.part$/;
/** What can be gone on with is kept for so long: over a weekend, and a few days of repair. */
const KEPT_SECONDS = 7 * 86_400;
/** Nobody can tell whether a process of another host is alive; one that writes marks its progress more often. */
const QUIET_SECONDS = 3600;

/**
 * Tells process numbers of different hosts and containers apart: on a shared file system, one that is gone here may
 * be alive there.
 */
const host = createHash('sha256').update(`${hostname()} ${processNumbers()}`).digest('hex').slice(0, 8);

/** A name for a file that is being written; a dot hides it, and the next write knows whose it was. */
export function temporaryName(): string {
  return `.leat-${host}-${process.pid}-${randomBytes(6).toString('hex')}.part`;
}

/** The same for a write that can be gone on with: of which content, and how many bytes of it are on the disk for sure. */
export function resumableName({ content, offset }: Resumable): string {
  return temporaryName().replace(/\.part$/, `-${content}-${offset}.part`);
}

export interface Resumable {
  /** 32 hexadecimal digits. */
  readonly content: string;
  readonly offset: number;
}

/** What a temporary name says of a write that can be gone on with. */
export function resumableOf(name: string): Resumable | undefined {
  const groups = TEMPORARY.exec(name)?.groups;
  if (groups?.['content'] === undefined) return undefined;
  return { content: groups['content'], offset: Number(groups['offset']) };
}

/** Whether a temporary file can be taken over: its process is gone, or it is this one, which has given it up. */
export async function isGivenUp(directory: string, name: string): Promise<boolean> {
  const groups = TEMPORARY.exec(name)?.groups;
  if (groups?.['host'] !== host) return isOlder(join(directory, name), QUIET_SECONDS);
  return Number(groups['pid']) === process.pid || !isAlive(Number(groups['pid']));
}

export function isTemporary(name: string): boolean {
  return TEMPORARY.test(name);
}

/** Directories that this process has looked through: a write into a large one should not list it each time. */
const swept = new Set<string>();

/** Removes what processes of this host left in a directory when they were killed. */
export async function removeStale(directory: string): Promise<void> {
  if (swept.has(directory)) return;
  if (swept.size > 1000) swept.clear();
  swept.add(directory);
  // One may write into some directories without being allowed to list them.
  for (const name of await readdir(directory).catch(() => [])) {
    if (await isStale(directory, name)) await rm(join(directory, name), { force: true });
  }
}

/** Whether a temporary file is of this host, its process is gone, and nobody will go on with it. */
async function isStale(directory: string, name: string): Promise<boolean> {
  const groups = TEMPORARY.exec(name)?.groups;
  if (groups?.['host'] !== host || isAlive(Number(groups['pid']))) return false;
  return groups['content'] === undefined || isOlder(join(directory, name), KEPT_SECONDS);
}

async function isOlder(path: string, seconds: number): Promise<boolean> {
  const stats = await stat(path).catch(() => undefined);
  return stats !== undefined && stats.mtimeMs < Date.now() - seconds * 1000;
}

/** Whether somebody may still be writing to it, as far as this host can tell. */
export function isInUse(name: string): boolean {
  const groups = TEMPORARY.exec(name)?.groups;
  return groups?.['host'] === host && isAlive(Number(groups['pid']));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Names the set of process numbers that this process lives in: pid_namespaces(7). */
function processNumbers(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}
