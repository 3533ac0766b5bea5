import type { Emitter } from '@leat/pipe';
import { labelRoots } from './labels.ts';
import type { ScanSettings } from './options.ts';
import { openPrefixes } from './prefix/open-prefixes.ts';
import { readRules } from './rules.ts';
import { scan } from './scan.ts';

/** Lists once, or for ever with `--watch`. */
export async function emit({ values, resources }: ScanSettings, to: Emitter): Promise<void> {
  const roots = openPrefixes(labelRoots(values.roots, values.label), values, resources);
  const rules = readRules(values);
  if (values.watch === undefined) return await scan(roots, rules, to);
  const { watch } = await import('./watch.ts');
  await watch(roots, rules, values.watch, values.resync, to);
}
