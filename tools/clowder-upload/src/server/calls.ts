import { jsonBody, type Http, type HttpAnswer, type HttpRequest } from '@leat/http';
import { retrying, type Failure, type Log } from '@leat/pipe';

/** How a server of one version is asked: paths below its API, and its refusals as failures. */
export interface Calls {
  /** Asked again when that may help: reading changes nothing. */
  get(path: string): Promise<unknown>;
  /** A list may be long: that of all files of a large dataset comes in one piece. */
  list(path: string): Promise<unknown>;
  /** Asked once: whether it happened is for the caller to find out. */
  post(path: string, value: unknown): Promise<unknown>;
  put(path: string, value: unknown): Promise<unknown>;
  /** Asked again when that may help: what is gone already is then "not found". */
  delete(path: string): Promise<unknown>;
  /** Asked once; `path` is below the API. */
  send(request: Omit<HttpRequest, 'url'> & { readonly path: string }): Promise<HttpAnswer>;
  /** The content of a file. */
  read(path: string): Promise<AsyncIterable<Buffer>>;
}

export interface CallRules {
  readonly http: Http;
  /** The API's address without a slash at the end. */
  readonly base: string;
  /** What an answer that is no success means here. */
  judge(answer: HttpAnswer): Failure | Promise<Failure>;
  readonly signal: AbortSignal;
  readonly log: Log;
}

/** Tries that follow a first one that failed, for what only reads. */
const RETRIES = 2;
/** A million files of a dataset of Clowder 1 are some 200 MB. */
const LIST_BYTES = 500_000_000;

export function openCalls({ http, base, judge, signal, log }: CallRules): Calls {
  const patient = <T>(work: () => Promise<T>): Promise<T> =>
    retrying({ retries: RETRIES, signal, onRetry: (failure) => log.debug(failure.message) }, work);
  const accepted = async (answer: HttpAnswer): Promise<HttpAnswer> => {
    if (answer.status >= 200 && answer.status < 300) return answer;
    throw await judge(answer);
  };
  const send: Calls['send'] = async ({ path, ...request }) =>
    accepted(await http.send({ ...request, url: base + path }));
  const withJson = async (method: string, path: string, value: unknown): Promise<unknown> =>
    (await send({ method, path, body: jsonBody(value) })).json();

  return {
    send,
    get: (path) => patient(async () => (await send({ path })).json()),
    list: (path) =>
      patient(async () => (await send({ path, acceptsGzip: true, maxAnswerBytes: LIST_BYTES })).json()),
    post: (path, value) => withJson('POST', path, value),
    put: (path, value) => withJson('PUT', path, value),
    delete: (path) => patient(async () => (await send({ method: 'DELETE', path })).json()),
    read: (path) =>
      patient(async () => {
        const stream = await http.open({ url: base + path });
        if (stream.status < 200 || stream.status >= 300) throw await judge(await stream.answer());
        return stream.chunks();
      }),
  };
}

/** Parameters of a path: `?a=b&c=d`; those without a value are left out. */
export function query(parameters: Readonly<Record<string, string | number | boolean | undefined>>): string {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined);
  if (given.length === 0) return '';
  return `?${new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)])).toString()}`;
}
