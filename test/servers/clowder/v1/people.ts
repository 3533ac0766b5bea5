import type { Arrival } from '../arrival.ts';
import type { State, User } from '../state.ts';
import type { V1Quirks } from './quirks.ts';

export interface Caller {
  readonly user: User | undefined;
  /** Credentials were given and led to nobody. */
  readonly unknown: boolean;
}

/** Tries Basic, then X-API-Key, then `?key=`; nobody known means anonymous, without a word. */
export function identify(arrival: Arrival, state: State, quirks: V1Quirks): Caller {
  const basic = /^Basic (.+)$/i.exec(arrival.headers.authorization ?? '')?.[1];
  const header = arrival.headers['x-api-key'];
  const query = quirks.keyInQuery ? arrival.query.get('key') : null;
  const user =
    (basic !== undefined && byPassword(basic, state)) ||
    (typeof header === 'string' && byKey(header, state)) ||
    (query !== null && byKey(query, state)) ||
    undefined;
  const given = basic !== undefined || header !== undefined || query !== null;
  return { user, unknown: given && !user };
}

function byKey(key: string, state: State): User | undefined {
  return state.users.get(state.keys.get(key)?.userId ?? '');
}

function byPassword(encoded: string, state: State): User | undefined {
  const [email, ...password] = Buffer.from(encoded, 'base64').toString().split(':');
  return [...state.users.values()].find(
    (user) => user.email === email && user.password === password.join(':'),
  );
}
