import { isObject } from '../reply.ts';
import { signedIn } from './call.ts';
import type { Call } from './call.ts';
import { JavaException, requireUrl } from './exception.ts';
import type { V1Quirks } from './quirks.ts';

/** The id that each type of agent must carry, a URL. */
const AGENT_IDS: Readonly<Record<string, string>> = {
  'cat:user': 'user_id',
  'cat:extractor': 'extractor_id',
};

/** The agent of a JSON-LD body; undefined when its id is missing. A missing type is an exception. */
export function readAgent(
  body: Readonly<Record<string, unknown>>,
  quirks: V1Quirks,
): Record<string, unknown> | undefined {
  const agent = isObject(body['agent']) ? body['agent'] : {};
  const type = agent['@type'];
  if (typeof type !== 'string') {
    if (!quirks.missingAgentTypeIs500) return undefined;
    throw new JavaException('java.util.NoSuchElementException', 'None.get');
  }
  const id = agent[AGENT_IDS[type] ?? ''];
  if (typeof id !== 'string') return undefined;
  requireUrl(id);
  return agent;
}

/** The agent of metadata that a user adds without naming one. */
export function userAgent(call: Call): Record<string, unknown> {
  const user = signedIn(call);
  return {
    '@type': 'cat:user',
    name: `${user.firstName} ${user.lastName}`,
    user_id: `${call.url}/api/users/${user.id}`,
  };
}
