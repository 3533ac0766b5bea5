import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Fault, Faults } from './faults.ts';

/** One request as the log keeps it. */
export interface RequestLog {
  readonly method: string;
  /** Path with query as it arrived; the value of `key` is left out. */
  readonly path: string;
  /** 0: no reply was sent (yet). */
  status: number;
  /** Undefined: anonymous. */
  userId: string | undefined;
  bodyBytes: number;
}

export interface Arrival {
  readonly method: string;
  /** Path and query as they came, without the context path. */
  readonly target: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** Can be read once. Reading on after an early stop is safe; what is left is read before the reply. */
  readonly body: AsyncIterable<Buffer>;
  readonly fault: Fault | undefined;
  readonly log: RequestLog;
}

/** Logs a request and finds the fault that it meets. */
export function receive(request: IncomingMessage, faults: Faults, contextPath: string): Arrival {
  const method = request.method ?? 'GET';
  const url = request.url ?? '/';
  const path = url.replace(/([?&]key=)[^&]*/g, '$1***');
  const log: RequestLog = { method, path, status: 0, userId: undefined, bodyBytes: 0 };
  const fault = faults.take(method, path);
  const target =
    url === contextPath || url.startsWith(`${contextPath}/`) ? url.slice(contextPath.length) : '';
  const [pathname = '', search = ''] = cut(target, '?');
  return {
    method,
    target,
    path: pathname,
    query: new URLSearchParams(search),
    headers: request.headers,
    body: countedBody(request, log, fault),
    fault,
    log,
  };
}

function countedBody(
  request: IncomingMessage,
  log: RequestLog,
  fault: Fault | undefined,
): AsyncIterable<Buffer> {
  const bytesPerSecond = fault?.kind === 'slow-read' ? (fault.bytesPerSecond ?? 1024) : undefined;
  return {
    async *[Symbol.asyncIterator]() {
      // Leaving a plain `for await` over the request would destroy the socket and with it the reply.
      const chunks = request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
      for await (const chunk of chunks) {
        log.bodyBytes += chunk.length;
        if (bytesPerSecond !== undefined) await pause((chunk.length / bytesPerSecond) * 1000);
        yield chunk;
      }
    },
  };
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });
}

function cut(value: string, at: string): string[] {
  const index = value.indexOf(at);
  return index < 0 ? [value] : [value.slice(0, index), value.slice(index + 1)];
}
