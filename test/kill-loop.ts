import { execa } from 'execa';
import { setTimeout as sleep } from 'node:timers/promises';

export interface KillLoop {
  /** A command line for bash, run with pipefail. */
  readonly command: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly kills: number;
  /** Milliseconds that a run lives, at least and at most; the same seed gives the same lives. */
  readonly life: readonly [least: number, most: number];
  readonly seed: number;
  /** Asked until it is: the life of a run begins then. Without it, when the run is started. */
  readonly isUnderWay?: (run: number) => boolean;
  /** Called before each run, for other things to go wrong meanwhile. */
  readonly before?: (run: number) => Promise<void> | void;
}

export interface Killed {
  /** Runs that were still going when they were killed. */
  readonly kills: number;
  /** Everything the last run, which was left alone, printed. */
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: number | undefined;
}

/**
 * Starts a pipeline again and again, kills every process of it at once with SIGKILL at random moments, and then
 * lets it run to its end.
 */
export async function killLoop(loop: KillLoop): Promise<Killed> {
  const { command, cwd, env, kills, life, seed, isUnderWay, before } = loop;
  const random = randomFrom(seed);
  const start = () =>
    execa('bash', ['-o', 'pipefail', '-c', command], {
      cwd,
      env,
      extendEnv: false,
      stdin: 'ignore',
      reject: false,
      detached: true,
      maxBuffer: 1e9,
    });
  let killed = 0;
  for (let run = 0; run < kills; run++) {
    await before?.(run);
    const child = start();
    let isEnded = false;
    const ended = child.then(() => (isEnded = true));
    while (isUnderWay !== undefined && !isEnded && !isUnderWay(run)) await sleep(5);
    await Promise.race([ended, sleep(life[0] + random() * (life[1] - life[0]))]);
    if (!isEnded && child.pid !== undefined) {
      process.kill(-child.pid, 'SIGKILL');
      killed++;
    }
    await ended;
  }
  const { stdout, stderr, exitCode } = await start();
  return { kills: killed, stdout, stderr, exit: exitCode };
}

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
