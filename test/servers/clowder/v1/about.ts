import { randomUUID } from 'node:crypto';
import { json } from '../reply.ts';
import type { Reply } from '../reply.ts';
import { newId } from '../state.ts';
import { countState } from '../twins.ts';
import { signedIn } from './call.ts';
import type { Call } from './call.ts';

function versionOf(call: Call): object {
  return { number: call.quirks.version, build: 'test', branch: 'main', gitsha1: '0000000' };
}

export function getVersion(call: Call): Reply {
  return json(200, { version: versionOf(call) });
}

export function getStatus(call: Call): Reply {
  const { spaces, datasets, files, bytes } = countState(call.state);
  return json(200, {
    version: versionOf(call),
    instance: call.url,
    counts: { spaces, datasets, collections: 0, users: call.state.users.size, files, bytes },
    plugins: {},
    storage: 'services.mongodb.MongoDBByteStorage',
    extractors: [],
  });
}

export function getMe(call: Call): Reply {
  const user = signedIn(call);
  const fullName = `${user.firstName} ${user.lastName}`;
  const me = {
    '@context': { firstName: 'http://schema.org/Person/givenName', email: 'http://schema.org/Person/email' },
    id: user.id,
    firstName: user.firstName,
    lastName: user.lastName,
    fullName,
    email: user.email,
    avatar: null,
    profile: {},
    identityProvider: 'Local Account',
  };
  return json(200, me, { 'X-User-id': user.id, 'X-User-fullName': fullName, 'X-User-email': user.email });
}

/** v1 keys are plain UUIDs that never expire. */
export function createKey(call: Call): Reply {
  const name = call.query.get('name') ?? '';
  const key = randomUUID();
  const userId = signedIn(call).id;
  call.state.keys.set(key, { id: newId(), name, userId, created: new Date(), expires: undefined });
  return json(200, { name, key });
}
