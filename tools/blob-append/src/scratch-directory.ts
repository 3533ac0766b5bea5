import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const NAME = /^leat-blob-append-(?<pid>\d+)-/;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Makes a directory for the files of a run, which may be as large as a table, and removes those that runs have left
 * which were killed.
 *
 * @param parent where temporary files go on this machine
 */
export function makeScratchDirectory(parent: string = tmpdir()): string {
  for (const name of readdirSync(parent)) {
    const pid = NAME.exec(name)?.groups?.['pid'];
    if (pid !== undefined && !isAlive(Number(pid)) && isOld(join(parent, name)))
      rmSync(join(parent, name), { recursive: true, force: true });
  }
  return mkdtempSync(join(parent, `leat-blob-append-${process.pid}-`));
}

/** Another host, or a container, may share the directory: its processes have numbers of their own. */
function isOld(path: string): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats !== undefined && stats.uid === process.getuid?.() && stats.mtimeMs < Date.now() - DAY_MS;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM';
  }
}
