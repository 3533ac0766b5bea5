import { json, text } from '../reply.ts';
import type { Reply } from '../reply.ts';
import type { V1Quirks } from './quirks.ts';

/** The general error bodies under /api/, as Play and Clowder's global error handler write them. */
interface Asked {
  readonly method: string;
  readonly target: string;
}

export function badRequest(asked: Asked, message: string): Reply {
  return json(400, { status: 'bad request', message, request: `${asked.method} ${asked.target}` });
}

export function noSuchRoute(asked: Asked): Reply {
  return json(404, { status: 'not found', request: `${asked.method} ${asked.target}` });
}

export function exception(asked: Asked, quirks: V1Quirks, message: string): Reply {
  const request = quirks.echoesRequestIn500 ? `${asked.method} ${asked.target}` : asked.method;
  const trace = `${message}\n\tat play.api.mvc.Action.apply(Action.scala:105)\n\tat java.lang.Thread.run(Thread.java:748)\n`;
  return json(500, { status: 'error', request, exception: trace });
}

export function unauthorized(message = 'Not authorized'): Reply {
  return text(401, message);
}

/** A bare JSON text, which is how many v1 errors come. */
export function jsonText(status: number, message: string): Reply {
  return json(status, message);
}

export const success: Reply = json(200, { status: 'success' });

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** java.util.Date.toString of a server that runs in UTC, "Mon Aug 04 12:35:25 UTC 2025". */
export function showDate(date: Date, quirks: V1Quirks): string {
  if (!quirks.javaDates) return date.toISOString();
  const day = String(date.getUTCDate()).padStart(2, '0');
  const time = date.toISOString().slice(11, 19);
  return `${DAYS[date.getUTCDay()]} ${MONTHS[date.getUTCMonth()]} ${day} ${time} UTC ${date.getUTCFullYear()}`;
}
