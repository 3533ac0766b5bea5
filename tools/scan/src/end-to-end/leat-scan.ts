import { execa } from 'execa';
import { join } from 'node:path';

const launcher = join(import.meta.dirname, '../../bin/leat-scan.js');

export interface ScanRecord {
  readonly key: string;
  readonly rev: string;
  readonly uri: string;
  readonly version?: string;
  readonly dataset?: Readonly<Record<string, string>>;
  readonly files?: readonly { name: string; uri: string; version: string; size: number; sha256?: string }[];
  readonly scan: { readonly files?: number; readonly size: number; readonly sha256?: string };
}

interface LogLine {
  readonly level: string;
  readonly msg: string;
  readonly key?: string;
  readonly code?: string;
  readonly hint?: string;
}

export interface Summary {
  readonly listed: number;
  readonly emitted: number;
  readonly heldBack: number;
  readonly problems: number;
  readonly held: Readonly<Record<string, number>>;
}

export interface Ran {
  readonly exit: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  readonly records: readonly ScanRecord[];
  readonly keys: readonly string[];
  /** What was said, without the summary. */
  readonly log: readonly LogLine[];
  readonly summary: Summary;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Runs it as this user, which only root can. */
  readonly uid?: number;
}

/** Starts the built binary; without `--settle` nothing of a fresh tree would come. */
export function startScan(args: readonly string[], { cwd, env, uid }: RunOptions = {}) {
  return execa(process.execPath, [launcher, ...args], {
    env: { LEAT_SCAN_SETTLE: '0s', HOME: '/nonexistent', TZ: 'Asia/Kolkata', ...env },
    extendEnv: false,
    stdin: 'ignore',
    reject: false,
    maxBuffer: 1e9,
    ...(cwd !== undefined && { cwd }),
    ...(uid !== undefined && { uid, gid: uid }),
  });
}

/** Runs it to its end. */
export async function runScan(args: readonly string[], options?: RunOptions): Promise<Ran> {
  const { exitCode, stdout, stderr } = await startScan(args, options);
  const records = linesOf(stdout).map((line) => JSON.parse(line) as ScanRecord);
  const said = linesOf(stderr).map(readLogLine);
  const summary = said.at(-1) as unknown as Summary;
  return {
    exit: exitCode,
    stdout,
    stderr,
    records,
    keys: records.map(({ key }) => key),
    log: said.slice(0, -1),
    summary,
  };
}

export function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}

/** Lines that are no JSON are shown as they are, so that a test fails with them. */
function readLogLine(line: string): LogLine {
  return line.startsWith('{') ? (JSON.parse(line) as LogLine) : { level: 'none', msg: line };
}
