import { execa } from 'execa';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const place = join(import.meta.dirname, '../node_modules/.cache/leat/bench-python');

/** A Python with the peers' packages, made on first use: needs python3 with venv, and takes a minute. */
export async function pythonWith(packages: readonly string[]): Promise<string> {
  const python = join(place, 'bin/python');
  if (!existsSync(python)) await execa('python3', ['-m', 'venv', place]);
  await execa(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages]);
  return python;
}
