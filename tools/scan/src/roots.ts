import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { isObjectRoot } from './prefix/object-root.ts';
import type { ScanSettings } from './options.ts';

/**
 * The roots as they are meant: an address of an object store as it stands; a path from where it was written, which is
 * the directory of its leat.yaml, or the working directory.
 */
export function rootsOf(settings: Pick<ScanSettings, 'values' | 'origin'>): string[] {
  const file = /^(?<shown>.*) line \d+(?: \(profile .*\))?$/.exec(settings.origin('scan', 'roots'))?.groups?.[
    'shown'
  ];
  const { roots } = settings.values;
  if (file === undefined) return [...roots];
  const directory = dirname(resolve(fromHome(file)));
  return roots.map((root) => (isObjectRoot(root) ? root : resolve(directory, fromHome(root))));
}

function fromHome(path: string): string {
  return path === '~' || path.startsWith('~/') ? join(homedir(), path.slice(1)) : path;
}
