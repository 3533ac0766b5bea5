import { temporaryNames } from './temporary-names.data.ts';

// One expression for all: it is asked about every file.
const anyTemporaryName = new RegExp(
  temporaryNames.map(({ source, flags }) => `(?${flags.includes('i') ? 'i' : '-i'}:${source})`).join('|'),
);

/** Whether a file or directory of this name is something that is still being copied. */
export function isTemporaryName(name: string): boolean {
  return anyTemporaryName.test(name);
}
