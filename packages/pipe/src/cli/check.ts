import type { ValuesOf } from '@leat/config';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { whyUnusable } from '../directory.ts';
import { EXIT } from '../exit-code.ts';
import { asFailure, UsageFailure } from '../failure.ts';
import { openDatabase } from '../ledger/database.ts';
import { lockLedger } from '../ledger/lock.ts';
import { refuseOther } from '../ledger/owner.ts';
import type { AnySettings, Check, OpenContext, Tool } from '../tool.ts';
import type { ledgerOptions, runOptions } from './common-options.ts';
import { ledgerPlace } from './ledger-place.ts';
import { openFrame } from './open-frame.ts';

/**
 * `--check`: a line for each thing that a run needs, tried for real without changing anything.
 *
 * @returns 0, or 4 when something is not as a run needs it
 */
export async function runChecks(tool: Tool, settings: AnySettings): Promise<number> {
  const frame = openFrame(tool.name, 'checks', 1, settings.values as ValuesOf<typeof runOptions>);
  let isOk = true;
  for await (const check of checksOf(tool, settings, frame.context)) {
    isOk &&= check.isOk;
    frame.output.line(lineOf(check));
    await frame.output.flush();
  }
  await frame.output.end();
  frame.close();
  return frame.stop.exit ?? (isOk ? EXIT.done : EXIT.later);
}

async function* checksOf(tool: Tool, settings: AnySettings, context: OpenContext): AsyncGenerator<Check> {
  const from = settings.files.length > 0 ? settings.files.join(', ') : 'flags, environment and defaults';
  yield {
    name: 'configuration',
    isOk: true,
    detail: `${from}${settings.profile === undefined ? '' : ` (profile ${settings.profile})`}`,
  };
  for (const warning of settings.warnings)
    yield { name: 'configuration', isOk: true, detail: `warning: ${warning}` };
  try {
    if (tool.kind !== 'source') yield checkLedger(tool, settings);
  } catch (thrown) {
    yield failedCheck('ledger', thrown);
  }
  try {
    if (tool.check !== undefined) yield* tool.check(settings, context);
  } catch (thrown) {
    yield failedCheck(undefined, thrown);
  }
}

function checkLedger(tool: Exclude<Tool, { kind: 'source' }>, settings: AnySettings): Check {
  const values = settings.values as ValuesOf<typeof ledgerOptions>;
  const place = ledgerPlace(tool.name, tool.destination(settings), tool.resultOptions?.(settings), values);
  const { ledgerPath } = place;
  if (ledgerPath === undefined) return { name: 'ledger', isOk: true, detail: 'none' };
  if (existsSync(ledgerPath)) {
    lockLedger(ledgerPath).release();
    const database = openDatabase(ledgerPath);
    try {
      refuseOther(database, ledgerPath, { tool: tool.name, ...place });
    } finally {
      database.close();
    }
    return { name: 'ledger', isOk: true, detail: ledgerPath };
  }
  const why = whyUnusable(dirname(ledgerPath));
  if (why !== undefined) return { name: 'ledger', isOk: false, detail: ledgerPath, hint: why };
  return { name: 'ledger', isOk: true, detail: `${ledgerPath} (the first run makes it)` };
}

/** @throws what nobody foresaw */
function failedCheck(name: string | undefined, thrown: unknown): Check {
  const failure = asFailure(thrown);
  // Options that contradict each other are no trouble of the destination.
  if (failure === undefined || failure instanceof UsageFailure) throw thrown;
  const { code, message, hint } = failure;
  return { name: name ?? code, isOk: false, detail: message, ...(hint !== undefined && { hint }) };
}

function lineOf({ name, isOk, detail, hint }: Check): string {
  return `${isOk ? 'ok  ' : 'FAIL'}  ${name.padEnd(14)}  ${detail}${hint === undefined ? '' : ` (${hint})`}`;
}
