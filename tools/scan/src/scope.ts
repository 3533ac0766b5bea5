import type { Emitter } from '@leat/pipe';
import type { LabelledRoot } from './labels.ts';
import type { LeftOut } from './left-out.ts';
import type { ScanRules } from './rules.ts';
import type { Directory } from './walk/events.ts';

/** What one root is scanned with. */
export interface Scope {
  readonly root: LabelledRoot;
  readonly rules: ScanRules;
  readonly to: Emitter;
  readonly leftOut: LeftOut;
}

/** The path below the root of something that lies in a directory. In an object store, parts of it may be empty. */
export function pathIn({ path, depth }: Pick<Directory, 'path' | 'depth'>, name: string): string {
  return depth === 0 ? name : `${path}/${name}`;
}
