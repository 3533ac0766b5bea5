import type { ValuesOf } from '@leat/config';
import type { Emitter } from '@leat/pipe';
import { labelRoots } from './labels.ts';
import type { options } from './options.ts';
import { readRules } from './rules.ts';
import { scan } from './scan.ts';

/** Lists once, or for ever with `--watch`. */
export async function emit(values: ValuesOf<typeof options>, to: Emitter): Promise<void> {
  const roots = labelRoots(values.roots, values.label);
  const rules = readRules(values);
  if (values.watch === undefined) return await scan(roots, rules, to);
  const { watch } = await import('./watch.ts');
  await watch(roots, rules, values.watch, values.resync, to);
}
