import { gzipSync } from 'node:zlib';
import { refuse } from '../reply.ts';
import type { Reply } from '../reply.ts';
import { findRoute } from '../routes.ts';
import type { Arrival } from '../arrival.ts';
import type { Application } from '../serve.ts';
import type { Ground } from '../server.ts';
import { isId } from '../state.ts';
import type { BodyKind, Call, V1Route } from './call.ts';
import { identify } from './people.ts';
import { forbids } from './permissions.ts';
import { emptyForm, readPlayForm } from './play-form.ts';
import type { PlayForm } from './play-form.ts';
import type { V1Quirks } from './quirks.ts';
import { badRequest, exception, noSuchRoute, unauthorized } from './replies.ts';

/** Query parameters that the router parses; another form is a bad request. */
const TYPED_QUERY: Readonly<Record<string, RegExp>> = {
  limit: /^-?\d+$/,
  max: /^-?\d+$/,
  exact: /^(true|false|1|0)$/,
  extract: /^(true|false|1|0)$/,
  count: /^(true|false|1|0)$/,
  tracking: /^(true|false|1|0)$/,
};

/** Play's order: route and ids, body, permission, and only then the thing itself. */
export function createV1(ground: Ground<V1Quirks>, routes: readonly V1Route[]): Application {
  return {
    async answer(arrival) {
      const reply = await route(arrival);
      return compress(reply, arrival, ground.quirks);
    },
    crash: (arrival, error) =>
      exception(arrival, ground.quirks, error instanceof Error ? error.message : String(error)),
    readsBodyFirst: () => ground.quirks.readsBodyFirst,
  };

  async function route(arrival: Arrival): Promise<Reply> {
    const { row, params } = { params: {}, ...findRoute(routes, arrival.method, arrival.path) };
    if (!row) return noSuchRoute(arrival);
    const [, , need, bodyKind, handler] = row;
    checkParameters(arrival, params);
    const { user, unknown } = identify(arrival, ground.state, ground.quirks);
    arrival.log.userId = user?.id;
    if (unknown && !ground.quirks.badKeyIsAnonymous) return unauthorized();
    const call: Call = {
      ...ground,
      method: arrival.method,
      target: arrival.target,
      params,
      query: arrival.query,
      range: arrival.headers.range,
      user,
      superAdmin: user?.admin === true && arrival.query.get('superAdmin') === 'true',
      json: undefined,
      form: emptyForm,
      fault: arrival.fault,
    };
    const early = ground.quirks.readsBodyFirst ? undefined : forbids(need, call);
    if (early) return early;
    const body = await readBody(arrival, bodyKind);
    const forbidden = forbids(need, call);
    if (forbidden) {
      for (const file of body.form.files) file.content.discard();
      return forbidden;
    }
    return handler({ ...call, ...body });
  }

  async function readBody(arrival: Arrival, kind: BodyKind): Promise<{ json: unknown; form: PlayForm }> {
    if (kind === 'none') return { json: undefined, form: emptyForm };
    const contentType = arrival.headers['content-type'];
    if (kind === 'form') {
      const upload = { ...arrival, contentType };
      return { json: undefined, form: await readPlayForm(upload, ground.quirks, ground.contents) };
    }
    if (!/^(text|application)\/json\s*(;|$)/i.test(contentType ?? '')) {
      return refuse(badRequest(arrival, 'Expecting text/json or application/json body'));
    }
    return { json: await readJson(arrival), form: emptyForm };
  }

  async function readJson(arrival: Arrival): Promise<unknown> {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of arrival.body) {
      size += chunk.length;
      if (size > ground.quirks.maxTextBytes) refuse({ status: 413, headers: {}, body: '' });
      chunks.push(chunk);
    }
    try {
      return JSON.parse(Buffer.concat(chunks).toString());
    } catch {
      return refuse(badRequest(arrival, 'Invalid Json'));
    }
  }
}

function checkParameters(arrival: Arrival, params: Readonly<Record<string, string>>): void {
  // Every name in a v1 path stands for an ObjectId.
  if (!Object.values(params).every(isId)) refuse(badRequest(arrival, 'Cannot parse parameter id'));
  for (const [name, form] of Object.entries(TYPED_QUERY)) {
    const value = arrival.query.get(name);
    if (value !== null && !form.test(value)) refuse(badRequest(arrival, `Cannot parse parameter ${name}`));
  }
}

function compress(reply: Reply, arrival: Arrival, quirks: V1Quirks): Reply {
  const wanted = (arrival.headers['accept-encoding'] ?? '').includes('gzip');
  if (!quirks.gzip || !wanted || typeof reply.body !== 'string' || reply.body === '') return reply;
  return { ...reply, headers: { ...reply.headers, 'content-encoding': 'gzip' }, body: gzipSync(reply.body) };
}
