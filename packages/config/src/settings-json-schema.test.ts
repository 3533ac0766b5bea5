import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { expect, test } from 'vitest';
import * as z from 'zod';
import type { Options } from './option.ts';
import { settingsJsonSchema } from './settings-json-schema.ts';

const scan = {
  settle: { type: 'duration', describe: 'how long a file must rest', default: '30s' },
  exclude: { type: 'text', describe: 'leave out', many: true, default: ['.git'] },
  concurrency: { type: 'count', describe: 'at once', min: 1, max: 64 },
} as const satisfies Options;

const schema = await settingsJsonSchema({ scan });

test('describes every setting of a section that is known', () => {
  expect(schema).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    additionalProperties: false,
    $defs: {
      scan: {
        anyOf: [
          {
            additionalProperties: false,
            properties: {
              settle: {
                description: 'how long a file must rest',
                default: '30s',
                anyOf: [
                  { type: 'number', minimum: 0 },
                  { type: 'string', pattern: expect.any(String) },
                ],
              },
              exclude: { default: ['.git'], anyOf: [{ type: 'array' }, {}] },
              concurrency: { anyOf: [{ type: 'integer', minimum: 1, maximum: 64 }, { type: 'string' }] },
            },
          },
          { type: 'null' },
        ],
      },
    },
  });
});

test('a secret has its three keys, a choice its words', () => {
  const clowder = expect.objectContaining({
    token: { description: 'API key of the account that uploads', type: ['string', 'number', 'boolean'] },
    tokenFile: expect.objectContaining({ type: 'string' }),
    tokenCommand: expect.objectContaining({ type: 'string' }),
    api: expect.objectContaining({ enum: ['auto', 'v1', 'v2'], default: 'auto' }),
  });
  expect(schema).toHaveProperty('$defs.clowder.anyOf.0.properties', clowder);
});

const check = z.fromJSONSchema({ ...schema });

test.each([
  ['{}', true],
  ['scan:\nclowder: { url: "https://host", spaceId: 0123, tlsVerify: no }', true],
  ['scan: { settle: 5m, concurrency: 8, exclude: a }', true],
  ['scan: { settle: 90, exclude: [a, 1] }', true],
  ['profiles: { prod: { scan: { settle: 1h } }, local: }', true],
  ['warehouse: { anything: [goes] }', true],
  ['scan: { settle: soon }', false],
  ['scan: { concurrency: 65 }', false],
  ['scan: { conurrency: 6 }', false],
  ['scna: {}', false],
  ['profiles: { prod: { scan: { settle: soon } } }', false],
  ['profiles: { prod: { profiles: {} } }', false],
  ['clowder: { url: host }', false],
])('%j is right: %s', (text, isRight) => {
  expect(check.safeParse(parse(text)).success).toBe(isRight);
});

test('the example is right', async () => {
  const example = new URL('../../../leat.example.yaml', import.meta.url);
  expect(check.safeParse(parse(await readFile(example, 'utf8'))).error).toBeUndefined();
});
