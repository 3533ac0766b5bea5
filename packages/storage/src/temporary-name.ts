import { createHash, randomBytes } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

const TEMPORARY = /^\.leat-(?<host>[0-9a-f]{8})-(?<pid>\d+)-[0-9a-f]{12}\.part$/;

/**
 * Tells process numbers of different hosts and containers apart: on a shared file system, one that is gone here may
 * be alive there.
 */
const host = createHash('sha256').update(`${hostname()} ${processNumbers()}`).digest('hex').slice(0, 8);

/** A name for a file that is being written; a dot hides it, and the next write knows whose it was. */
export function temporaryName(): string {
  return `.leat-${host}-${process.pid}-${randomBytes(6).toString('hex')}.part`;
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
    if (isStale(name)) await rm(join(directory, name), { force: true });
  }
}

/** Whether a temporary file is of this host, and its process is gone. */
function isStale(name: string): boolean {
  const groups = TEMPORARY.exec(name)?.groups;
  return groups?.['host'] === host && !isAlive(Number(groups['pid']));
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
