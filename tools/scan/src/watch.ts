import type { Emitter } from '@leat/pipe';
import { setTimeout as sleep } from 'node:timers/promises';
import { openChanges } from './changes.ts';
import type { LabelledRoot } from './labels.ts';
import type { ScanRules } from './rules.ts';
import { scan } from './scan.ts';

/** Lists for ever: every `watchSeconds` what has changed, and every `resyncSeconds` everything. */
export async function watch(
  roots: readonly LabelledRoot[],
  rules: ScanRules,
  watchSeconds: number,
  resyncSeconds: number,
  to: Emitter,
): Promise<void> {
  const changes = openChanges();
  let resyncAt = 0;
  // What was there once comes back: a file server that is started again must not end the watch.
  let goesOn = roots.length > 1;
  while (!to.stopped.aborted) {
    const start = performance.now();
    const isEverything = start >= resyncAt;
    if (isEverything) resyncAt = start + resyncSeconds * 1000;
    await scan(roots, { ...rules, nowMs: Date.now() }, changes.round(to, isEverything), goesOn);
    goesOn = true;
    changes.endRound();
    await to.flush();
    const rest = watchSeconds * 1000 - (performance.now() - start);
    await sleep(Math.max(0, rest), undefined, { signal: to.stopped }).catch(() => {});
  }
}
