import type { Emitter } from '@leat/pipe';
import { labelRoots } from './labels.ts';
import type { ScanSettings } from './options.ts';
import { openPrefixes } from './prefix/open-prefixes.ts';
import { rootsOf } from './roots.ts';
import { readRules } from './rules.ts';
import { scan } from './scan.ts';

/** Lists once, or for ever with `--watch`. */
export async function emit(settings: ScanSettings, to: Emitter): Promise<void> {
  const { values, resources } = settings;
  const roots = openPrefixes(labelRoots(rootsOf(settings), values.label), values, resources);
  const rules = readRules(values);
  if (values.watch === undefined) return await scan(roots, rules, to);
  const { watch } = await import('./watch.ts');
  await watch(roots, rules, values.watch, values.resync, to);
}
