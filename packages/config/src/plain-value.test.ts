import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Option } from './option.ts';
import { optionSchema } from './option-schema.ts';
import { defaultValue, plainValue } from './plain-value.ts';
import { resources } from './resources.ts';

const types = [
  'text',
  'flag',
  'count',
  'number',
  'duration',
  'size',
  'choice',
  'url',
  'path',
  'time',
] as const;

test('where it gives a value, the schema gives the same', () => {
  const option = fc.record({
    type: fc.constantFrom(...types),
    describe: fc.constant('x'),
    choices: fc.constant(['a', 'b']),
  });
  const written = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('true', 'false', 'a', 'b', '', '30s', '1'),
  );
  const isSame = (one: Option, text: string): boolean => {
    const value = plainValue(one, text);
    return value === undefined || optionSchema(one).parse(text) === value;
  };
  expect(() => fc.assert(fc.property(option, written, isSame))).not.toThrow();
});

const withDefault = Object.entries(resources).flatMap(([section, table]) =>
  Object.entries<Option>(table)
    .filter(([, option]) => option.default !== undefined)
    .map(([name, option]) => [`${section}.${name}`, option] as const),
);

test.each(withDefault)('the default of %s is what its schema makes of it', (_, option) => {
  expect(defaultValue(option)).toEqual(optionSchema(option).parse(option.default));
});

test.each<[Option['type'], boolean, unknown]>([
  ['flag', false, false],
  ['text', false, undefined],
  ['text', true, []],
])('without a default, %s (many: %s) is %j', (type, many, value) => {
  expect(defaultValue({ type, many, describe: 'x' })).toEqual(value);
});
