/** What a request is doing, each with a time limit of its own; there is none for all of it. */
export type Phase = 'connect' | 'send' | 'answer' | 'receive';

/** Seconds. */
export type PhaseLimits = Readonly<Record<Phase, number>>;

export interface Phases {
  enter(phase: Phase): void;
  /** A byte went out or came in: the limit counts from here. */
  moved(): void;
  /** The reader of the answer is busy: time does not count until it comes back with `moved`. */
  pause(): void;
  end(): void;
}

const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** @param onLate called once a phase has taken too long */
export function watchPhases(limits: PhaseLimits, onLate: (phase: Phase, seconds: number) => void): Phases {
  let timer: NodeJS.Timeout | undefined;
  let isPaused = false;
  return {
    enter(phase) {
      clearTimeout(timer);
      isPaused = false;
      const late = (): void => {
        if (isPaused) timer?.refresh();
        else onLate(phase, limits[phase]);
      };
      timer = setTimeout(late, Math.min(limits[phase] * 1000, LONGEST_TIMER_MS));
    },
    moved() {
      isPaused = false;
      timer?.refresh();
    },
    pause() {
      isPaused = true;
    },
    end: () => clearTimeout(timer),
  };
}
