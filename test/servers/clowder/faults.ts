/** What the next matching request meets instead of, before or after its normal handling. */
type FaultKind =
  /** The request is read (or only `afterBytes` of its body), nothing is done, the connection is cut. */
  | 'drop-before-commit'
  /** Everything is done, then the connection is cut instead of a reply. */
  | 'drop-after-commit'
  /** The request is read, nothing is done, no reply ever comes. */
  | 'stall-before'
  /** Everything is done, no reply ever comes. */
  | 'stall-after-commit'
  /** A reply with `status` as a proxy would give it; done before only when `afterCommit`. */
  | 'status'
  /** Everything is done, the reply breaks off half-way through its body. */
  | 'truncate-reply'
  /** The body is read at `bytesPerSecond`, then all is normal. */
  | 'slow-read'
  /** A redirect to `location`, nothing is done. */
  | 'redirect'
  /** v2: the file's record stays without bytes (version 0) and the reply is 500. */
  | 'half-file'
  /** v2: the file is complete, then indexing fails and the reply is 500. */
  | 'fails-after-store';

export interface Fault {
  readonly kind: FaultKind;
  /** All must hold; `path` is tested against path and query as they arrived. Nothing given: any request. */
  readonly match?: { readonly method?: string; readonly path?: RegExp };
  /** How many requests it hits, `Infinity` allowed. Default 1. */
  readonly times?: number;
  /** How many matching requests pass before the first hit. Default 0. */
  readonly skip?: number;
  /** 'status' and 'redirect': the status, default 503 and 302. */
  readonly status?: number;
  /** 'status': the Retry-After header, seconds or an HTTP date. */
  readonly retryAfter?: string;
  /** 'status': the body, sent as HTML. */
  readonly body?: string;
  /** 'status': do what was asked first. */
  readonly afterCommit?: boolean;
  /** 'redirect': default `/login`. */
  readonly location?: string;
  /** 'slow-read', default 1024. */
  readonly bytesPerSecond?: number;
  /** 'drop-before-commit': cut once this many body bytes have come. */
  readonly afterBytes?: number;
  /** 'half-file' and 'fails-after-store': only this file of the request. */
  readonly file?: string;
}

interface AddedFault extends Fault {
  /** Requests hit so far. */
  readonly fired: number;
}

export interface Faults {
  /** Requests hit so far by any fault, kept over `clear`. */
  readonly fired: number;
  /** Puts a fault at the end of the queue; the first one that matches a request is the one it meets. */
  add(fault: Fault): AddedFault;
  clear(): void;
  /** The fault this request meets; counts it. */
  take(method: string, path: string): Fault | undefined;
}

export function createFaults(): Faults {
  interface Waiting {
    readonly fault: { fired: number } & Fault;
    skip: number;
    left: number;
  }
  let queue: Waiting[] = [];
  let fired = 0;
  return {
    get fired() {
      return fired;
    },
    add(fault) {
      const added = { ...fault, fired: 0 };
      queue.push({ fault: added, skip: fault.skip ?? 0, left: fault.times ?? 1 });
      return added;
    },
    clear() {
      queue = [];
    },
    take(method, path) {
      for (const waiting of queue) {
        const { match = {} } = waiting.fault;
        if (waiting.left <= 0 || (match.method ?? method) !== method) continue;
        // search() ignores the lastIndex of a global expression, test() would miss every second request.
        if (match.path && path.search(match.path) < 0) continue;
        if (waiting.skip > 0) {
          waiting.skip -= 1;
          continue;
        }
        waiting.left -= 1;
        waiting.fault.fired += 1;
        fired += 1;
        return waiting.fault;
      }
      return undefined;
    },
  };
}
