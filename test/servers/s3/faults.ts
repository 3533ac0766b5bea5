/**
 * What goes wrong with the next request that fits. Faults are met in the order in which they were put there, so
 * `{ operation, times: 3, do: { delayMs: 0 } }` in front lets three requests pass.
 */
export interface S3Fault {
  /** `PutObject`, `UploadPartCopy` ... Default: any. */
  readonly operation?: string;
  /** Default: any. */
  readonly key?: string;
  /** How many requests it hits, `Infinity` allowed. Default 1. */
  readonly times?: number;
  readonly do:
    /** The request is read, nothing is done, the connection is cut. */
    | 'dropBefore'
    /** Everything is done, then the connection is cut instead of a reply. */
    | 'dropAfter'
    /** The request is read, nothing is done, no reply ever comes. */
    | 'stall'
    /** Everything is done, the reply breaks off half-way through its body. */
    | 'truncate'
    /**
     * Nothing is done, this error is the reply. With status 200 it is what Complete and Copy answer when they fail
     * after the status has gone out.
     */
    | {
        readonly status: number;
        readonly code: string;
        /** Seconds, as Retry-After. */
        readonly retryAfter?: number;
      }
    /** All is as ever, but this much later. */
    | { readonly delayMs: number };
}

/** Faults waiting for their requests. */
export interface Faults {
  add(fault: S3Fault): void;
  /** The first that fits, counted as used. */
  take(operation: string, key: string): S3Fault['do'] | undefined;
}

export function createFaults(): Faults {
  const waiting: { readonly fault: S3Fault; left: number }[] = [];
  return {
    add(fault) {
      waiting.push({ fault, left: fault.times ?? 1 });
    },
    take(operation, key) {
      const found = waiting.find(
        ({ fault, left }) =>
          left > 0 && (fault.operation ?? operation) === operation && (fault.key ?? key) === key,
      );
      if (!found) return undefined;
      found.left -= 1;
      return found.fault.do;
    },
  };
}
