import { parseDuration, resources, type Option } from '@leat/config';
import { expect, test } from 'vitest';
import { awsOf, azureOf } from './access.ts';

const server = { url: 'http://127.0.0.1:1', region: 'r', accessKeyId: 'k', secretAccessKey: 's' };

test.for([
  ['aws', awsOf(server), ['endpoint', 'region', 'accessKeyId', 'secretAccessKey']],
  ['azure', azureOf({ connectionString: 'c' }), ['connectionString']],
] as const)(
  '%s: every setting is there, with its default unless the server gives it',
  ([name, settings, given]) => {
    const defaults = Object.entries<Option>(resources[name]).map(([key, option]) => [key, valueOf(option)]);
    const values = Object.fromEntries(given.map((key) => [key, settings[key as keyof typeof settings]]));
    expect(settings).toEqual({ ...Object.fromEntries(defaults), ...values });
  },
);

function valueOf({ type, default: standard }: Option): unknown {
  return type === 'duration' ? parseDuration(String(standard)) : standard;
}
