import type { Emitter } from '@leat/pipe';
import type { LabelledRoot } from './labels.ts';
import type { LeftOut } from './left-out.ts';
import type { ScanRules } from './rules.ts';

/** What one root is scanned with. */
export interface Scope {
  readonly root: LabelledRoot;
  readonly rules: ScanRules;
  readonly to: Emitter;
  readonly leftOut: LeftOut;
}

/** The path below the root of something that lies in a directory. */
export function pathIn(directory: { readonly path: string }, name: string): string {
  return directory.path === '' ? name : `${directory.path}/${name}`;
}
