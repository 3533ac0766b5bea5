import { json } from '../reply.ts';
import type { Reply } from '../reply.ts';
import { newId } from '../state.ts';
import { signedIn } from './call.ts';
import type { Call } from './call.ts';
import { readFields } from './fields.ts';
import { naiveTime } from './replies.ts';

/** The ids as the server has them, spelling included ("CCO" with a letter O). */
const STANDARD_LICENSES = [
  { id: 'CC BY', url: 'https://creativecommons.org/licenses/by/4.0/' },
  { id: 'CC BY-SA', url: 'https://creativecommons.org/licenses/by-sa/4.0/' },
  { id: 'CC BY-NC', url: 'https://creativecommons.org/licenses/by-nc/4.0/' },
  { id: 'CC BY-NC-SA', url: 'https://creativecommons.org/licenses/by-nc-sa/4.0/' },
  { id: 'CC BY-ND', url: 'https://creativecommons.org/licenses/by-nd/4.0/' },
  { id: 'CC BY-NC-ND', url: 'https://creativecommons.org/licenses/by-nc-nd/4.0/' },
  { id: 'CCO Public Domain Dedication', url: 'https://creativecommons.org/publicdomain/zero/1.0/' },
  { id: 'Custom', url: '' },
] as const;

export function isStandardLicense(id: string): boolean {
  return STANDARD_LICENSES.some((license) => license.id === id);
}

export function listStandardLicenses(): Reply {
  return json(
    200,
    STANDARD_LICENSES.map(({ id, url }) => ({ id, description: id, url })),
  );
}

export function createLicense(call: Call): Reply {
  const fields = readFields(call.json);
  const name = fields.required('name', fields.text('name'));
  const license = {
    name,
    description: fields.optionalText('description') ?? null,
    url: fields.optionalText('url') ?? null,
    holders: fields.optionalText('holders') ?? null,
  };
  fields.check();
  const created = naiveTime(new Date(), true);
  return json(200, { ...license, id: newId(), creator: signedIn(call).email, created, modified: created });
}
