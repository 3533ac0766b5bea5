import type { Fault } from '../faults.ts';
import { isObject } from '../reply.ts';
import type { Reply } from '../reply.ts';
import type { Route } from '../routes.ts';
import type { Ground } from '../server.ts';
import type { Dataset, Space, StoredFile, User } from '../state.ts';
import type { PlayForm } from './play-form.ts';
import type { V1Quirks } from './quirks.ts';

/** One request on its way to a handler, body read and permission given. */
export interface Call extends Ground<V1Quirks> {
  readonly method: string;
  /** Path and query as they came. */
  readonly target: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly range: string | undefined;
  readonly user: User | undefined;
  /** An admin who asked for `superAdmin=true`. */
  readonly superAdmin: boolean;
  /** Undefined unless the route reads JSON. */
  readonly json: unknown;
  /** Empty unless the route reads a form. */
  readonly form: PlayForm;
  readonly fault: Fault | undefined;
}

/**
 * Who may call a route: anyone; a signed-in user; one who may write at all; or one with that right on the
 * thing that the first `:name` of the path names.
 */
export type Need = 'anyone' | 'user' | 'writer' | 'view' | 'edit' | 'own' | 'download';
export type BodyKind = 'none' | 'json' | 'form';
export type V1Route = Route<Need, BodyKind, (call: Call) => Reply | Promise<Reply>>;

export function param(call: Call, name: string): string {
  return call.params[name] ?? '';
}

/** The signed-in user; routes with a need above 'anyone' always have one, apart from public reads. */
export function signedIn(call: Call): User {
  if (!call.user) throw new Error('this route was reached without a user');
  return call.user;
}

export function spaceOf(call: Call): Space | undefined {
  return call.state.spaces.get(param(call, 'space'));
}

export function datasetOf(call: Call): Dataset | undefined {
  return call.state.datasets.get(param(call, 'dataset'));
}

export function fileOf(call: Call): StoredFile | undefined {
  return call.state.files.get(param(call, 'file'));
}

/** A text field of the JSON body; undefined when it is missing or of another type. */
export function textField(call: Call, name: string): string | undefined {
  const value = isObject(call.json) ? call.json[name] : undefined;
  return typeof value === 'string' ? value : undefined;
}
