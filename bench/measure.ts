import { execa } from 'execa';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One side of a comparison: a command line for bash, timed as a whole process. */
export interface Side {
  readonly name: string;
  readonly command: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Runs before each timed run, not timed. */
  readonly before?: () => Promise<unknown> | unknown;
}

export interface Measured {
  readonly name: string;
  /** Seconds of each run. */
  readonly seconds: readonly number[];
  /** The largest process of the command, in bytes; of the worst run. */
  readonly peakMemory: number;
}

const root = join(import.meta.dirname, '..');

/**
 * Runs the sides in turn, A B A B, so that a machine that slows down slows both, after one run of each that does
 * not count.
 *
 * @throws when a command fails: a time of something that did not work is no time
 */
export async function measure(sides: readonly Side[], runs: number): Promise<Measured[]> {
  const measured = sides.map(({ name }) => ({ name, seconds: [] as number[], peakMemory: 0 }));
  for (let run = 0; run <= runs; run++) {
    for (const [at, side] of sides.entries()) {
      await side.before?.();
      const { seconds, peakMemory } = await timeOnce(side);
      if (run === 0) continue;
      measured[at]!.seconds.push(seconds);
      measured[at]!.peakMemory = Math.max(measured[at]!.peakMemory, peakMemory);
    }
  }
  return measured;
}

async function timeOnce({ name, command, env }: Side): Promise<{ seconds: number; peakMemory: number }> {
  const figures = join(tmpdir(), `leat-bench-${process.pid}.txt`);
  const start = performance.now();
  const { exitCode, stderr } = await execa(
    'time',
    ['-f', '%M', '-o', figures, 'bash', '-o', 'pipefail', '-c', command],
    {
      cwd: root,
      env: { ...env, PATH: `${join(root, 'node_modules/.bin')}:${process.env['PATH']}` },
      stdin: 'ignore',
      stdout: 'ignore',
      reject: false,
    },
  );
  const seconds = (performance.now() - start) / 1000;
  if (exitCode !== 0) throw new Error(`${name} ended with ${exitCode}: ${command}\n${stderr}`);
  const peakMemory = Number(readFileSync(figures, 'utf8').trim().split('\n').at(-1)) * 1024;
  rmSync(figures);
  return { seconds, peakMemory };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
