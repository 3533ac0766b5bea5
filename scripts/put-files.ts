import type { OutputFile } from 'esbuild';
import { mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const DAY_MS = 86_400_000;

/**
 * Puts built files in their places one by one, each at once, so that a tool that starts meanwhile finds the old
 * version or the new one. Parts bear a digest of their content in their names; those of older versions stay for
 * a day, for tools that are running and have not loaded them yet.
 *
 * @param files the main file last
 */
export function putFiles(files: readonly OutputFile[]): void {
  for (const { path, contents } of files) {
    mkdirSync(dirname(path), { recursive: true });
    const temporary = `${path}.${process.pid}.new`;
    writeFileSync(temporary, contents);
    renameSync(temporary, path);
  }
}

/** Removes what earlier versions left, once nobody can need it. */
export function removeOld(directory: string, files: readonly OutputFile[]): void {
  const current = new Set(files.map(({ path }) => basename(path)));
  for (const name of readdirSync(directory)) {
    const path = join(directory, name);
    if (!current.has(name) && Date.now() - statSync(path).mtimeMs > DAY_MS) rmSync(path, { recursive: true });
  }
}
