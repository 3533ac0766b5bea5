import { expect, test } from 'vitest';
import { envName } from './names.ts';
import { optionSchema } from './option-schema.ts';
import type { Option, Options } from './option.ts';
import { resources } from './resources.ts';
import { toolNames } from './sections.ts';

const tables: [string, Options][] = Object.entries(resources);
const settings = tables.flatMap(([section, table]) =>
  Object.entries(table).map(([name, option]): [string, string, Option] => [section, name, option]),
);

test.each(settings)('%s.%s is described in full', (_, name, option) => {
  expect(name).toMatch(/^[a-z][a-zA-Z0-9]*$/);
  expect(option.describe).toMatch(/^[a-zA-Z].*[^.]$/);
  expect(option.choices !== undefined).toBe(option.type === 'choice');
});

const withDefault = settings.filter(([, , option]) => option.default !== undefined);

test.each(withDefault)('the default of %s.%s is a value that one may write', (_section, _name, option) => {
  expect(optionSchema(option).safeParse(option.default).success).toBe(true);
});

test('no environment name means two settings', () => {
  const names = settings.flatMap(([section, name, option]) => [
    envName(section, name),
    ...(option.env ?? []),
  ]);
  expect(new Set(names).size).toBe(names.length);
});

test('no section has the name of another', () => {
  const names = [...tables.map(([name]) => name), ...toolNames];
  expect(new Set(names).size).toBe(names.length);
});
