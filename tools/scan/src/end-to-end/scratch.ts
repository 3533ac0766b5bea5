import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';

/** A directory for one test; each test of the file that asks for it gets its own. */
export interface Scratch {
  readonly path: string;
  /** Writes files by their paths below it: text, a directory (`null`), or what a link points to. */
  make(tree: Readonly<Record<string, string | null | Link>>): void;
  at(...parts: string[]): string;
  /** Changes the rights of one until the test ends. */
  chmod(name: string, mode: number): void;
}

interface Link {
  readonly to: string;
}

export function useScratch(): Scratch {
  let path = '';
  const closed: string[] = [];
  beforeEach(() => {
    path = mkdtempSync(join(tmpdir(), 'leat-scan-'));
  });
  afterEach(() => {
    // Who is not root cannot remove what is in a directory without rights.
    for (const name of closed.splice(0)) chmodSync(at(name), 0o755);
    rmSync(path, { recursive: true, force: true });
  });
  const at = (...parts: string[]): string => join(path, ...parts);
  return {
    get path() {
      return path;
    },
    at,
    chmod(name, mode) {
      chmodSync(at(name), mode);
      closed.push(name);
    },
    make(tree) {
      for (const [name, content] of Object.entries(tree)) {
        mkdirSync(content === null ? at(name) : dirname(at(name)), { recursive: true });
        if (typeof content === 'string') writeFileSync(at(name), content);
        else if (content !== null) symlinkSync(content.to, at(name));
      }
    },
  };
}
