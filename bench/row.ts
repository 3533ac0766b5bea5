import { median, type Measured, type Side } from './measure.ts';

/** One line of the table. */
export interface Row {
  /** Also the word that chooses it: `npm run bench -- pass`. */
  readonly name: string;
  readonly what: string;
  /** Programs it needs beside node and bash. */
  readonly needs: readonly string[];
  readonly runs: number;
  /** Makes the input and says what is compared; the peer is the second side. */
  prepare(work: string): Promise<Prepared>;
}

export interface Prepared {
  readonly sides: readonly [ours: Side, peer: Side, ...more: Side[]];
  /** What is asked, judged from the figures of all sides. */
  readonly goals: readonly Goal[];
  end?(): Promise<void>;
}

export interface Goal {
  /** As in the table: `≤ 1.7 ×`. */
  readonly wanted: string;
  readonly what: string;
  measure(sides: readonly Measured[]): { readonly shown: string; readonly isReached: boolean };
}

/** Ours takes at most `most` times as long as the peer. */
export function atMost(most: number, what: string, ours = 0, peer = 1): Goal {
  return {
    wanted: `≤ ${most} ×`,
    what,
    measure: (sides) => ratioGoal(sides, ours, peer, (ratio) => [`${ratio.toFixed(2)} ×`, ratio <= most]),
  };
}

/** Ours is at least `least` times as fast as the peer. */
export function fasterBy(least: number, what: string, ours = 0, peer = 1): Goal {
  return {
    wanted: `≥ ${least} × faster`,
    what,
    measure: (sides) =>
      ratioGoal(sides, ours, peer, (ratio) => [`${(1 / ratio).toFixed(2)} × faster`, 1 / ratio >= least]),
  };
}

/** Ours reaches at least this share of the peer's speed. */
export function speedOf(least: number, what: string, ours = 0, peer = 1): Goal {
  return {
    wanted: `≥ ${least} × its speed`,
    what,
    measure: (sides) =>
      ratioGoal(sides, ours, peer, (ratio) => [`${(1 / ratio).toFixed(2)} × its speed`, 1 / ratio >= least]),
  };
}

export function memoryBelow(bytes: number, side = 0): Goal {
  const mb = (value: number): string => `${Math.round(value / 1e6)} MB`;
  return {
    wanted: `≤ ${mb(bytes)}`,
    what: 'peak memory',
    measure: (sides) => ({ shown: mb(sides[side]!.peakMemory), isReached: sides[side]!.peakMemory <= bytes }),
  };
}

function ratioGoal(
  sides: readonly Measured[],
  ours: number,
  peer: number,
  judge: (ratio: number) => [string, boolean],
): { shown: string; isReached: boolean } {
  // Pair by pair, so that what the machine does to both in one turn cancels out.
  const pairs = sides[ours]!.seconds.map((seconds, run) => seconds / sides[peer]!.seconds[run]!);
  const [shown, isReached] = judge(median(pairs));
  return { shown, isReached };
}
