import { createHmac, randomBytes } from 'node:crypto';
import { isObject, json, refuse } from '../reply.ts';
import type { Reply } from '../reply.ts';
import type { Arrival } from '../arrival.ts';
import { newestFirst, newId } from '../state.ts';
import type { ApiKey, State, User } from '../state.ts';
import { param, signedIn } from './call.ts';
import type { Call } from './call.ts';
import type { V2Quirks } from './quirks.ts';
import {
  detail,
  internalError,
  invalid,
  naiveTime,
  notFound,
  readInteger,
  requireId,
  showPage,
} from './replies.ts';

const CHALLENGE = { 'WWW-Authenticate': 'Bearer' };
const NOT_AUTHENTICATED = detail(401, 'Not authenticated.', CHALLENGE);

export interface Caller {
  readonly user: User | undefined;
  /** A bearer token was given (and was good, or nobody would be here). */
  readonly bearer: boolean;
}

/** Bearer token or cookie first and finally, then X-API-KEY. */
export function identify(arrival: Arrival, state: State, quirks: V2Quirks): Caller {
  const header = /^Bearer (.+)$/i.exec(arrival.headers.authorization ?? '')?.[1];
  const token =
    header ?? /(?:^|;\s*)Authorization="?(?:Bearer )?([^";]+)/i.exec(arrival.headers.cookie ?? '')?.[1];
  const key = arrival.headers['x-api-key'];
  if (token !== undefined) {
    const user = [...state.users.values()].find(({ email }) => email === emailOf(token));
    if (user) return { user, bearer: header !== undefined };
    if (quirks.bearerFirst || typeof key !== 'string') {
      refuse(detail(401, 'Invalid authentication credentials', CHALLENGE));
    }
  }
  if (typeof key !== 'string') return refuse(NOT_AUTHENTICATED);
  return { user: byKey(key, state), bearer: false };
}

function byKey(key: string, state: State): User {
  const found = state.keys.get(key);
  if (!found) return refuse(detail(401, { error: 'Key is invalid.' }, CHALLENGE));
  if (found.expires && found.expires.getTime() < Date.now()) {
    // The expired key is deleted, so the next request finds it invalid.
    state.keys.delete(key);
    return refuse(detail(401, { error: 'Key is expired.' }, CHALLENGE));
  }
  return state.users.get(found.userId) ?? refuse(internalError);
}

const secret = randomBytes(16);

/** URL-safe signed JSON, as itsdangerous writes it. */
export function mintKey(email: string): string {
  const payload = Buffer.from(JSON.stringify({ user: email, key: randomBytes(12).toString('hex') }));
  return sign(payload.toString('base64url'));
}

/** A token in the form of a JWT, as Keycloak would give it. */
function mintToken(email: string): string {
  const head = Buffer.from(JSON.stringify({ alg: 'HS256', typ: 'JWT' })).toString('base64url');
  const body = Buffer.from(JSON.stringify({ email, preferred_username: email })).toString('base64url');
  return sign(`${head}.${body}`);
}

function emailOf(token: string): string | undefined {
  const [head = '', body = ''] = token.split('.');
  if (sign(`${head}.${body}`) !== token) return undefined;
  const claims: unknown = JSON.parse(Buffer.from(body, 'base64url').toString());
  return isObject(claims) ? String(claims['email']) : undefined;
}

function sign(value: string): string {
  return `${value}.${createHmac('sha1', secret).update(value).digest('base64url')}`;
}

function showUser(user: User): object {
  return {
    email: user.email,
    first_name: user.firstName,
    last_name: user.lastName,
    id: user.id,
    admin: user.admin,
    admin_mode: false,
    read_only_user: false,
  };
}

export function showUserById(state: State, id: string): object | null {
  const user = state.users.get(id);
  return user ? showUser(user) : null;
}

export function getProfile(call: Call): Reply {
  return json(200, showUser(signedIn(call)));
}

export function login(call: Call): Reply {
  const { email, password } = isObject(call.json) ? call.json : {};
  if (typeof email !== 'string') return invalid([['body', 'email'], 'field required', 'value_error.missing']);
  const user = [...call.state.users.values()].find((person) => person.email === email);
  if (!user || user.password !== password)
    return detail(401, { error: 'Invalid user credentials' }, CHALLENGE);
  return json(200, { token: mintToken(email) });
}

/** The key's text comes once, as a bare JSON text. `mins=0` never expires. */
export function createKey(call: Call): Reply {
  const name = call.query.get('name');
  if (name === null) return invalid([['query', 'name'], 'field required', 'value_error.missing']);
  const minutes = readInteger(call, 'mins', call.quirks.keyMinutes);
  const user = signedIn(call);
  const key = mintKey(user.email);
  const created = new Date();
  const expires = minutes > 0 ? new Date(created.getTime() + minutes * 60_000) : undefined;
  call.state.keys.set(key, { id: newId(), name, userId: user.id, created, expires });
  return json(200, key);
}

function showKey(call: Call, key: ApiKey): object {
  return {
    id: key.id,
    name: key.name,
    user: call.state.users.get(key.userId)?.email,
    created: naiveTime(key.created),
    expires: key.expires ? naiveTime(key.expires) : null,
  };
}

export function listKeys(call: Call): Reply {
  const mine = newestFirst(call.state.keys).filter((key) => key.userId === call.user?.id);
  return showPage(call, mine, (key) => showKey(call, key));
}

export function deleteKey(call: Call): Reply {
  const id = requireId(call, 'API key', param(call, 'key'));
  const found = [...call.state.keys].find(([, key]) => key.id === id && key.userId === call.user?.id);
  if (!found) return notFound('API key', id);
  call.state.keys.delete(found[0]);
  return json(200, showKey(call, found[1]));
}
