import { refuse } from '../reply.ts';
import type { Reply } from '../reply.ts';
import { findRoute } from '../routes.ts';
import type { Arrival } from '../arrival.ts';
import type { Application } from '../serve.ts';
import type { Ground } from '../server.ts';
import type { BodyKind, Call, V2Route } from './call.ts';
import { identify } from './people.ts';
import { requireRole } from './permissions.ts';
import type { V2Quirks } from './quirks.ts';
import { detail, internalError, invalid } from './replies.ts';
import { emptyForm, readStarletteForm } from './starlette-form.ts';
import type { StarletteForm } from './starlette-form.ts';

/** FastAPI's order: route or redirect, the whole body, the user, the role, and only then the fields. */
export function createV2(ground: Ground<V2Quirks>, routes: readonly V2Route[]): Application {
  return {
    answer,
    crash: () => internalError,
    readsBodyFirst: () => ground.quirks.readsBodyFirst,
  };

  async function answer(arrival: Arrival): Promise<Reply> {
    const found = findRoute(routes, arrival.method, arrival.path);
    if (!found.row) return withoutRoute(arrival, found.allowed);
    const [, , need, bodyKind, handler] = found.row;
    const early = ground.quirks.readsBodyFirst ? undefined : admit(arrival, need, found.params);
    const body = await readBody(arrival, bodyKind);
    try {
      const call = early ?? admit(arrival, need, found.params);
      return await handler({ ...call, ...body });
    } catch (error) {
      discardUnused(body.form);
      throw error;
    }
  }

  /** Finds the user and checks the role, or refuses. */
  function admit(arrival: Arrival, need: V2Route[2], params: Call['params']): Call {
    const anonymous = { user: undefined, bearer: false };
    const caller = need === 'anyone' ? anonymous : identify(arrival, ground.state, ground.quirks);
    arrival.log.userId = caller.user?.id;
    const call: Call = {
      ...ground,
      ...caller,
      params,
      query: arrival.query,
      adminMode: caller.user?.admin === true && arrival.query.get('enable_admin') === 'true',
      json: undefined,
      form: emptyForm,
      fault: arrival.fault,
    };
    requireRole(need, call);
    return call;
  }

  function discardUnused(form: StarletteForm): void {
    const used = new Set([...ground.state.files.values()].map((file) => file.content));
    for (const part of form.files) if (!used.has(part.content)) part.content.discard();
  }

  function withoutRoute(arrival: Arrival, allowed: readonly string[]): Reply {
    const { path, target } = arrival;
    const other = path.endsWith('/') ? path.slice(0, -1) : `${path}/`;
    const otherExists = routes.some(([method]) => findRoute(routes, method, other).row);
    if (allowed.length > 0) return detail(405, 'Method Not Allowed', { allow: allowed.join(', ') });
    if (!ground.quirks.redirectsSlash || !otherExists) return detail(404, 'Not Found');
    const location = ground.url + other + target.slice(path.length);
    return { status: 307, headers: { location }, body: '' };
  }

  async function readBody(arrival: Arrival, kind: BodyKind): Promise<{ json: unknown; form: StarletteForm }> {
    if (kind === 'none') return { json: undefined, form: emptyForm };
    const contentType = arrival.headers['content-type'];
    if (kind === 'form') {
      const { maxParts } = ground.quirks;
      const form = await readStarletteForm(arrival.body, contentType, maxParts, ground.contents);
      return { json: undefined, form };
    }
    return { json: await readJson(arrival, contentType), form: emptyForm };
  }
}

/** Only a JSON content type is parsed; any other body counts as bytes, which is no object. */
async function readJson(arrival: Arrival, contentType: string | undefined): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of arrival.body) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString();
  if (body === '') return undefined;
  if (contentType !== undefined && !/^application\/(.+\+)?json\s*(;|$)/i.test(contentType)) return body;
  try {
    return JSON.parse(body);
  } catch {
    return refuse(invalid([['body', 0], 'Expecting value', 'value_error.jsondecode']));
  }
}
