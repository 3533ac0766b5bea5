import { Failure } from '@leat/pipe';
import { setMaxListeners } from 'node:events';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { HttpAnswer } from './answer.ts';
import type { Body } from './body.ts';
import { exchange, NoAnswer, type Call, type Incoming } from './exchange.ts';
import { readAnswer, readChunks } from './read-answer.ts';
import { redirectTarget } from './redirect.ts';
import { showUrl } from './show-url.ts';

export interface HttpRules {
  /** How long connecting may take, TLS included. */
  readonly connectSeconds: number;
  /** How long no byte may move while something is being sent or received. */
  readonly idleSeconds: number;
  /** How long the first byte of the answer may take after the last byte was sent, by the size of what was sent. */
  readonly answerSeconds: number | ((sentBytes: number) => number);
  /** Default true. */
  readonly tlsVerify?: boolean;
  /** Go with every request, but never into a message: the place for keys. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Ends all requests. */
  readonly signal?: AbortSignal;
}

export interface HttpRequest {
  /** Default GET. */
  readonly method?: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Body;
  /** Instead of the rules' own, for a request that is known to take longer. */
  readonly answerSeconds?: number;
  /** An answer above this is a failure. Default 16 MiB. */
  readonly maxAnswerBytes?: number;
  /** Ask for a packed answer. That pays for long ones only: unpacking costs more than a short one takes on the way. */
  readonly acceptsGzip?: boolean;
  readonly signal?: AbortSignal;
}

/** An answer whose body is read as it comes. */
export interface HttpStream {
  readonly status: number;
  /** Content-Length, when the server says it. */
  readonly length: number | undefined;
  /** To be read once, to the end or not. */
  chunks(): AsyncIterable<Buffer>;
  /** Reads the rest: what a refusal says. */
  answer(): Promise<HttpAnswer>;
}

export interface Http {
  /**
   * Sends a request and reads its answer, whatever its status is.
   *
   * @throws Failure `connect_timeout`, `idle_timeout`, `answer_timeout`, `connection_lost` and what else
   * network-errors.data.ts names; `redirected`, `answer_too_large`, `stopped`
   */
  send(request: HttpRequest): Promise<HttpAnswer>;
  /** The same as far as the head of the answer. The body is not unpacked. */
  open(request: HttpRequest): Promise<HttpStream>;
  /** Closes kept connections. */
  close(): void;
}

/** Redirects that are followed in a row. */
const MOST_REDIRECTS = 5;
const DEFAULT_ANSWER_BYTES = 16 * 1024 * 1024;

/** Keeps connections and rules for requests to one or several servers. */
export function openHttp(rules: HttpRules): Http {
  // Proxies as everybody names them: HTTP_PROXY, HTTPS_PROXY, NO_PROXY.
  const options = { keepAlive: true, proxyEnv: process.env };
  const agents = {
    'http:': new HttpAgent(options),
    'https:': new HttpsAgent({ ...options, rejectUnauthorized: rules.tlsVerify !== false }),
  };
  // One per request that is under way.
  if (rules.signal !== undefined) setMaxListeners(0, rules.signal);

  const callFor = (request: HttpRequest, url: URL, encoding: string): Call => {
    const { method = 'GET', body, answerSeconds = rules.answerSeconds } = request;
    const bodyHeaders =
      body === undefined
        ? method === 'POST' || method === 'PUT' || method === 'PATCH'
          ? { 'content-length': '0' }
          : {}
        : { 'content-type': body.type, 'content-length': String(body.length) };
    const answer = typeof answerSeconds === 'number' ? answerSeconds : answerSeconds(body?.length ?? 0);
    return {
      name: `${method} ${showUrl(url)}`,
      method,
      url,
      headers: { 'accept-encoding': encoding, ...rules.headers, ...request.headers, ...bodyHeaders },
      body,
      agent: agents[url.protocol as 'https:'],
      limits: { connect: rules.connectSeconds, send: rules.idleSeconds, receive: rules.idleSeconds, answer },
      signals: [rules.signal, request.signal].filter((signal) => signal !== undefined),
    };
  };

  const follow = async (request: HttpRequest, encoding: string): Promise<[Call, Incoming]> => {
    let url = parseUrl(request.url);
    for (let hops = 0; ; hops++) {
      const call = callFor(request, url, encoding);
      const incoming = await onceMoreIfStale(call);
      try {
        const target = redirectTarget(call, incoming.response, hops < MOST_REDIRECTS);
        if (target === undefined) return [call, incoming];
        url = target;
      } catch (thrown) {
        incoming.response.destroy();
        incoming.end();
        throw thrown;
      }
      incoming.response.resume();
      incoming.end();
    }
  };

  return {
    async send(request) {
      const [call, incoming] = await follow(request, request.acceptsGzip === true ? 'gzip' : 'identity');
      return readAnswer(call.name, incoming, request.maxAnswerBytes ?? DEFAULT_ANSWER_BYTES);
    },
    async open(request) {
      const [call, incoming] = await follow(request, 'identity');
      const { response } = incoming;
      const length = response.headers['content-length'];
      return {
        status: response.statusCode!,
        length: length === undefined ? undefined : Number(length),
        chunks: () => readChunks(call.name, incoming),
        answer: () => readAnswer(call.name, incoming, request.maxAnswerBytes ?? DEFAULT_ANSWER_BYTES),
      };
    },
    close() {
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
}

function parseUrl(text: string): URL {
  const url = URL.parse(text);
  if (url !== null && (url.protocol === 'http:' || url.protocol === 'https:')) return url;
  throw new Failure('fatal', 'bad_address', `not an address of the web: ${showUrl(text)}`);
}

/** A server may close a kept connection just when it is used again. What only reads can simply be asked again. */
async function onceMoreIfStale(call: Call): Promise<Incoming> {
  try {
    return await exchange(call).catch((thrown: unknown) => {
      const isSafe = call.method === 'GET' || call.method === 'HEAD';
      if (thrown instanceof NoAnswer && thrown.wasStale && isSafe) return exchange(call);
      throw thrown;
    });
  } catch (thrown) {
    throw thrown instanceof NoAnswer ? thrown.failure : thrown;
  }
}
