import { Failure, type Check, type OpenContext } from '@leat/pipe';
import { accessSync, constants } from 'node:fs';
import { labelRoots, type LabelledRoot } from './labels.ts';
import type { ScanSettings } from './options.ts';
import { openPrefixes } from './prefix/open-prefixes.ts';
import { unlistedPrefix } from './prefix/trouble.ts';
import { readRules } from './rules.ts';
import { openRoot } from './walk/root.ts';

/** For `--check`: whether the options go together, and whether each root can be listed. */
export async function* check(
  { values, resources }: Pick<ScanSettings, 'values' | 'resources'>,
  { signal }: Pick<OpenContext, 'signal'>,
): AsyncGenerator<Check> {
  readRules(values);
  for (const root of openPrefixes(labelRoots(values.roots, values.label), values, resources))
    yield root.objects === undefined ? checkRoot(root) : await checkPrefix(root, signal);
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

async function checkPrefix(root: LabelledRoot, signal: AbortSignal): Promise<Check> {
  const detail = `${root.path}/`;
  try {
    for await (const _ of root.objects!.list(signal)) return { name: 'root', isOk: true, detail };
    return { name: 'root', isOk: true, detail: `${detail} has no objects` };
  } catch (thrown) {
    const failure = unlistedPrefix(root, thrown);
    if (!(failure instanceof Failure)) throw thrown;
    const { message, hint } = failure;
    return { name: 'root', isOk: false, detail: message, ...(hint !== undefined && { hint }) };
  }
}
