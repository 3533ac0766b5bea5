import { Failure } from '@leat/pipe';
import { STATUS_CODES } from 'node:http';
import type { HttpAnswer } from './answer.ts';
import { networkErrors, type NetworkError } from './network-errors.data.ts';
import { readRetryAfter } from './retry-after.ts';
import { statusClasses, statusClassesByKind, statusHints } from './statuses.data.ts';

/** What a request is called in messages: `GET https://host/path`. */
export type RequestName = string;

const unknown: NetworkError = { class: 'retry', code: 'connection_lost', text: 'the connection failed' };
const notHttp = networkErrors['HPE_INVALID_CONSTANT']!;

/** The failure of a request that got no answer, by the code of the error. */
export function networkFailure(request: RequestName, thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown;
  const { code, message } = innermost(thrown);
  const known = networkErrors[code] ?? (code.startsWith('HPE_') ? notHttp : unknown);
  const detail = known === unknown ? `${known.text}: ${message}` : `${known.text} (${code})`;
  return new Failure(known.class, known.code, `${request}: ${detail}`, { hint: known.hint, cause: thrown });
}

/** Connecting to a name with several addresses fails with one error that holds those of all. */
function innermost(thrown: unknown): { readonly code: string; readonly message: string } {
  const inner = thrown instanceof AggregateError ? (thrown.errors.at(-1) ?? thrown) : thrown;
  const { code, message } = inner as NodeJS.ErrnoException;
  return { code: code ?? '', message: message ?? String(inner) };
}

/** The failure that a phase of a request took longer than it may. */
export function timeoutFailure(
  request: RequestName,
  phase: 'connect' | 'idle' | 'answer',
  seconds: number,
): Failure {
  const texts = {
    connect: `no connection within ${seconds} s`,
    idle: `no byte moved for ${seconds} s`,
    answer: `no answer within ${seconds} s after everything was sent`,
  };
  return new Failure('retry', `${phase}_timeout`, `${request}: ${texts[phase]}`);
}

export function stoppedFailure(request: RequestName): Failure {
  return new Failure('retry', 'stopped', `${request}: given up because the run ends`);
}

/** The failure that an answer with this status is, for a caller that knows nothing more about it. */
export function statusFailure(answer: HttpAnswer): Failure {
  const { status, headers } = answer;
  const failureClass = statusClasses[status] ?? statusClassesByKind[Math.floor(status / 100)] ?? 'retry';
  const name = STATUS_CODES[status] === undefined ? '' : ` ${STATUS_CODES[status]}`;
  const excerpt = answer.excerpt();
  const message = `${answer.request}: ${status}${name}${excerpt === '' ? '' : `: ${excerpt}`}`;
  return new Failure(failureClass, `http_${status}`, message, {
    hint: statusHints[status],
    retryAfterSeconds: readRetryAfter(headers['retry-after']),
  });
}
