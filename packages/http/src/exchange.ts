import { Failure } from '@leat/pipe';
import { request as requestHttp, type ClientRequest, type IncomingMessage } from 'node:http';
import type { Agent } from 'node:https';
import { request as requestHttps } from 'node:https';
import type { TLSSocket } from 'node:tls';
import type { Body } from './body.ts';
import { networkFailure, stoppedFailure, timeoutFailure, type RequestName } from './failures.ts';
import { watchPhases, type Phase, type PhaseLimits, type Phases } from './phases.ts';
import { readBeforeError } from './read-first.ts';
import { sendBody } from './send-body.ts';
import { watchQueue } from './write-queue.ts';

export interface Call {
  readonly name: RequestName;
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Body | undefined;
  readonly agent: Agent;
  readonly limits: PhaseLimits;
  readonly signals: readonly AbortSignal[];
}

/** An answer of which the head has come. One of the two ways to end it must be used. */
export interface Incoming {
  readonly response: IncomingMessage;
  readonly phases: Phases;
  /** Frees what watches over the request; the connection stays for the next one if it can. */
  end(): void;
}

/** How a request failed before its answer came. */
export class NoAnswer extends Error {
  readonly failure: Failure;
  /** It met a kept connection that the server had closed: nobody has seen the request. */
  readonly wasStale: boolean;

  constructor(failure: Failure, wasStale: boolean) {
    super(failure.message);
    this.failure = failure;
    this.wasStale = wasStale;
  }
}

/**
 * Sends one request and waits for the head of its answer. An answer that comes while the body is still being
 * sent is taken: a server that refuses says why and hangs up.
 *
 * @throws NoAnswer
 */
export async function exchange(call: Call): Promise<Incoming> {
  const { name, method, url, headers, body, agent, limits, signals } = call;
  const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, { method, headers, agent });
  const answered = Promise.withResolvers<IncomingMessage>();
  let response: IncomingMessage | undefined;
  let isRefused = false;
  let letClose = (): void => {};
  let hasSent = (): boolean => false;

  const giveUp = (failure: Failure): void => {
    answered.reject(failure);
    (response ?? request).destroy(failure);
  };
  const phases = watchPhases(limits, (phase, seconds) => {
    if (phase === 'send' && hasSent()) phases.moved();
    else giveUp(timeoutFailure(name, limitOf(phase), seconds));
  });
  const onAbort = (): void => giveUp(stoppedFailure(name));
  for (const signal of signals) signal.addEventListener('abort', onAbort);
  const end = (): void => {
    phases.end();
    letClose();
    for (const signal of signals) signal.removeEventListener('abort', onAbort);
    if (isRefused) request.destroy();
  };

  phases.enter('connect');
  onConnected(request, () => phases.enter('send'));
  if (body !== undefined) {
    request.once('socket', (socket) => {
      letClose = readBeforeError(socket);
      hasSent = watchQueue(socket);
    });
  }
  request.on('finish', () => {
    if (response === undefined) phases.enter('answer');
  });
  request.on('information', () => phases.moved());
  request.on('error', (cause) => answered.reject(networkFailure(name, cause)));
  request.on('response', (incoming) => {
    response = incoming;
    isRefused = !request.writableFinished && incoming.statusCode! >= 300;
    phases.enter('receive');
    answered.resolve(incoming);
  });

  let isSent = false;
  const sending =
    body === undefined
      ? Promise.resolve(request.end())
      : sendBody(request, name, body, () => isRefused || request.destroyed, phases.moved);
  const sent = sending.then(
    () => {
      isSent = !request.destroyed;
    },
    (cause: unknown) => {
      answered.reject(cause);
      request.destroy();
    },
  );
  if (signals.some((signal) => signal.aborted)) onAbort();
  try {
    await answered.promise;
    if (!isRefused) await sent;
    if (!isRefused && !isSent) throw networkFailure(name, { code: 'EPIPE' });
    return { response: response!, phases, end };
  } catch (thrown) {
    end();
    request.destroy();
    if (!(thrown instanceof Failure)) throw thrown;
    throw new NoAnswer(thrown, request.reusedSocket && thrown.code === 'connection_lost');
  }
}

function limitOf(phase: Phase): 'connect' | 'idle' | 'answer' {
  return phase === 'connect' || phase === 'answer' ? phase : 'idle';
}

/** Calls back when the first byte can go out; on a kept connection that is at once. */
function onConnected(request: ClientRequest, callback: () => void): void {
  request.once('socket', (socket: TLSSocket & { readonly secureConnecting?: boolean }) => {
    if (socket.secureConnecting === true) socket.once('secureConnect', callback);
    else if (socket.connecting) socket.once('connect', callback);
    else callback();
  });
}
