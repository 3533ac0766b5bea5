import type { Fault } from '../faults.ts';
import type { Reply } from '../reply.ts';
import type { Route } from '../routes.ts';
import type { Ground } from '../server.ts';
import type { User } from '../state.ts';
import type { StarletteForm } from './starlette-form.ts';
import type { V2Quirks } from './quirks.ts';

/** One request on its way to a handler, body read and permission given. */
export interface Call extends Ground<V2Quirks> {
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly user: User | undefined;
  /** An admin who asked for `enable_admin=true`. */
  readonly adminMode: boolean;
  readonly bearer: boolean;
  /** Undefined unless the route reads JSON. */
  readonly json: unknown;
  /** Empty unless the route reads a form. */
  readonly form: StarletteForm;
  readonly fault: Fault | undefined;
}

/** Who may call a route: anyone, a signed-in user, or one with that role on the first `:name` of the path. */
export type Need = 'anyone' | 'user' | 'viewer' | 'uploader' | 'editor' | 'owner';
export type BodyKind = 'none' | 'json' | 'form';
export type V2Route = Route<Need, BodyKind, (call: Call) => Reply | Promise<Reply>>;

export function param(call: Call, name: string): string {
  return call.params[name] ?? '';
}

export function signedIn(call: Call): User {
  if (!call.user) throw new Error('this route was reached without a user');
  return call.user;
}
