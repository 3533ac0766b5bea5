import type { ValuesOf } from '@leat/config';
import { Failure, type Check } from '@leat/pipe';
import { accessSync, constants } from 'node:fs';
import { labelRoots, type LabelledRoot } from './labels.ts';
import type { options } from './options.ts';
import { openRoot } from './walk/root.ts';
import { readRules } from './rules.ts';

/** For `--check`: whether the options go together, and whether each root is a directory that can be listed. */
export function* check(values: ValuesOf<typeof options>): Generator<Check> {
  readRules(values);
  for (const root of labelRoots(values.roots, values.label)) yield checkRoot(root);
}

function checkRoot({ path }: LabelledRoot): Check {
  try {
    openRoot(path);
    accessSync(path, constants.R_OK | constants.X_OK);
    return { name: 'root', isOk: true, detail: path };
  } catch (thrown) {
    const { message: detail } = thrown as Error;
    const hint = thrown instanceof Failure ? thrown.hint : 'let this user list it';
    return { name: 'root', isOk: false, detail, ...(hint !== undefined && { hint }) };
  }
}
