import type { Emitter, Failure } from '@leat/pipe';
import { logTo } from '../../../../test/log-to.ts';
import { leaves } from '../layout.ts';
import type { ScanRules } from '../rules.ts';
import { scan } from '../scan.ts';
import type { ScanRecord } from './leat-scan.ts';

/** What a scan said, in this process. */
export interface Emitted {
  readonly records: ScanRecord[];
  readonly keys: string[];
  /** `name: why`. */
  readonly heldBack: string[];
  /** `name: code`. */
  readonly problems: string[];
  /** `level message`. */
  readonly log: string[];
}

export const plainRules: ScanRules = {
  as: 'dataset',
  layout: leaves,
  settleSeconds: 0,
  marker: undefined,
  sinceMs: undefined,
  isHashed: false,
  hidden: false,
  follow: false,
  nowMs: Date.now(),
  longestList: 1e6,
  isMatched: undefined,
  isExcluded: undefined,
};

/** An emitter that keeps everything. */
export function openEmitted(stopped = new AbortController().signal): { emitted: Emitted; to: Emitter } {
  const emitted: Emitted = { records: [], keys: [], heldBack: [], problems: [], log: [] };
  const to: Emitter = {
    log: logTo((level, message) => emitted.log.push(`${level} ${message}`)),
    isDryRun: false,
    concurrency: 1,
    signal: stopped,
    stopped,
    moved() {},
    record: () => {
      throw new Error('a scan writes its records itself');
    },
    text(key, rev, text) {
      const record = JSON.parse(text) as ScanRecord;
      if (record.key !== key || record.rev !== rev) throw new Error(`${key} ${rev} is not ${text}`);
      emitted.records.push(record);
      emitted.keys.push(key);
      return undefined;
    },
    heldBack: (name, why) => void emitted.heldBack.push(`${name}: ${why}`),
    problem: (name: string, { code }: Failure) => void emitted.problems.push(`${name}: ${code}`),
    flush: () => undefined,
  };
  return { emitted, to };
}

/** Scans one root without a label. */
export async function scanTree(path: string, rules: Partial<ScanRules> = {}): Promise<Emitted> {
  const { emitted, to } = openEmitted();
  await scan([{ path, prefix: '' }], { ...plainRules, nowMs: Date.now(), ...rules }, to);
  return emitted;
}
