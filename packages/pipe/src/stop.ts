/**
 * Why a run ends before its input does. The first reason decides the exit code; `reading` ends at once,
 * `working` only when what is in flight has had its time, so that nothing is left half done.
 */
export interface Stop {
  readonly exit: number | undefined;
  /** Aborted as soon as there is a reason: no new record is begun, no back-off is waited out. */
  readonly reading: AbortSignal;
  /** Aborted when the grace is over: what is in flight gives up. */
  readonly working: AbortSignal;
  because(exit: number): void;
  /**
   * Called when the process ends with the run under way: at a second signal, when what is in flight does not
   * give up, or when nothing is left that could still end it.
   */
  onForced(lastWords: (exit: number | undefined) => void): void;
  /** The run is over: no timers and no handlers are left. */
  release(): void;
}

const GRACE_SECONDS = 10;
const GIVING_UP_SECONDS = 5;
const SIGNALS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
const NAMES = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const;

export function watchForStop(): Stop {
  const reading = new AbortController();
  const working = new AbortController();
  let exit: number | undefined;
  let timer: NodeJS.Timeout | undefined;
  let lastWords: ((exit: number | undefined) => void) | undefined;

  // The ledger makes that safe at any moment.
  const force = (code: number): void => {
    exit = code;
    process.exit(code);
  };
  const because = (code: number): void => {
    if (exit !== undefined) return;
    exit = code;
    reading.abort();
    timer = setTimeout(() => {
      working.abort();
      timer = setTimeout(force, GIVING_UP_SECONDS * 1000, code);
    }, GRACE_SECONDS * 1000);
  };
  const onSignal = (signal: keyof typeof SIGNALS): void => {
    if (exit === undefined) because(SIGNALS[signal]);
    // The second Ctrl-C means now; of a terminal that goes, the kernel tells and so does the shell.
    else if (signal !== 'SIGHUP') force(SIGNALS[signal]);
  };
  const onExit = (): void => lastWords?.(exit);
  for (const signal of NAMES) process.on(signal, onSignal);
  process.on('exit', onExit);

  return {
    get exit() {
      return exit;
    },
    reading: reading.signal,
    working: working.signal,
    because,
    onForced(call) {
      lastWords = call;
    },
    release() {
      clearTimeout(timer);
      for (const signal of NAMES) process.off(signal, onSignal);
      process.off('exit', onExit);
    },
  };
}
