import { slowMillisecondsPerCall } from './limits.ts';
import { hasSpareProcessor } from './spare-processor.ts';

/** The median of so many samples decides: one that was held up by something else does not. */
const samplesKept = 5;
/** Calls that make a sample, or fewer: few, so that little time is lost before a slow file system is noticed. */
export const callsPerSample = 8;

/** A walk of fewer calls is over before a thread has started. */
const callsOfBigWalk = 2000;

export interface Pace {
  /** The file system makes one wait. Once true it stays true. */
  readonly slow: boolean;
  /** There is so much to read, and a processor to spare, that a second thread pays. */
  readonly big: boolean;
  /** Takes in how long some plain calls took together. */
  sample(calls: number, milliseconds: number): void;
}

export function measurePace(): Pace {
  const latest: number[] = [];
  let slow = false;
  let asked = 0;
  let made = 0;
  return {
    get slow() {
      return slow;
    },
    get big() {
      if (made - asked < callsOfBigWalk) return false;
      asked = made;
      return hasSpareProcessor();
    },
    sample(calls, milliseconds) {
      made += calls;
      if (latest.push(milliseconds / calls) > samplesKept) latest.shift();
      if (slow || latest.length < samplesKept) return;
      let slowOnes = 0;
      for (const sample of latest) if (sample > slowMillisecondsPerCall) slowOnes++;
      slow = slowOnes > samplesKept / 2;
    },
  };
}
