import type { Call } from './call.ts';
import { refuse } from './refusal.ts';

/** `url` when the client asked for names that XML can hold. */
export function encodingOf({ query }: Call): 'url' | undefined {
  const asked = query.get('encoding-type');
  if (asked !== undefined && asked !== 'url') {
    refuse('InvalidArgument', 'Invalid Encoding Method specified in Request', {
      ArgumentName: 'encoding-type',
      ArgumentValue: asked,
    });
  }
  return asked;
}

/** As AWS does: a space becomes a plus sign, slashes stay. */
export function encodeKey(key: string, encoding: 'url' | undefined): string {
  if (encoding === undefined) return key;
  return encodeURIComponent(key)
    .replaceAll('%2F', '/')
    .replaceAll('%20', '+')
    .replace(/[!'()~]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}
