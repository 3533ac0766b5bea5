import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { withMembers } from './members.ts';
import { topMembers } from './top-members.ts';

const change = (text: string, set: object, drop?: string): string =>
  withMembers(text, JSON.parse(text) as object, { ...set }, drop);

const cases: [string, string, object, string | undefined, string][] = [
  ['appends', '{"key":"a"}', { put: { id: 1 } }, undefined, '{"key":"a","put":{"id":1}}'],
  ['into an empty object', '{ }', { a: 1 }, undefined, '{"a":1}'],
  ['nothing to set', '{ "key" : 1 }', {}, undefined, '{ "key" : 1 }'],
  ['keeps spacing around what is added', ' { "key" : "a" } ', { a: 1 }, undefined, ' { "key" : "a" ,"a":1}'],
  ['replaces in its place', '{"a":1,"put":2,"z":3}', { put: 9 }, undefined, '{"a":1,"put":9,"z":3}'],
  [
    'numbers beyond 2^53',
    '{"n":12345678901234567890,"m":1.0}',
    { m: 2 },
    undefined,
    '{"n":12345678901234567890,"m":2}',
  ],
  [
    'numbers beyond 2^53, untouched',
    '{"n":12345678901234567890}',
    { m: 2 },
    undefined,
    '{"n":12345678901234567890,"m":2}',
  ],
  [
    '__proto__ is a member like others',
    '{"__proto__":{"a":1},"b":1}',
    { b: 2 },
    undefined,
    '{"__proto__":{"a":1},"b":2}',
  ],
  ['a name that every object inherits', '{"a":1}', { toString: 2 }, undefined, '{"a":1,"toString":2}'],
  ['the same name twice', '{"a":1,"b":0,"a":2}', { a: 3 }, undefined, '{"a":3,"b":0}'],
  ['an escaped name', '{"\\u0061":1,"\\"":2}', { a: 3, '"': 4 }, undefined, '{"a":3,"\\"":4}'],
  [
    'braces, commas and quotes in texts',
    '{"s":"},{\\"\\\\","a":1}',
    { a: 2 },
    undefined,
    '{"s":"},{\\"\\\\","a":2}',
  ],
  [
    'nested members of that name stay',
    '{"o":{"a":1,"error":1},"l":[{"a":1}],"a":1}',
    { a: 2 },
    'error',
    '{"o":{"a":1,"error":1},"l":[{"a":1}],"a":2}',
  ],
  ['drops', '{"key":"a","error":{"code":"x"},"z":1}', {}, 'error', '{"key":"a","z":1}'],
  ['odd spacing stays', ' { "a" :1 ,\t"b":2\n, "c" : 3 } ', { b: 4 }, 'a', ' {\t"b":4, "c" : 3 } '],
  ['drops the only one', '{"error":1}', {}, 'error', '{}'],
  ['drops and sets', '{"error":1,"a":1}', { b: 1 }, 'error', '{"a":1,"b":1}'],
  ['sets what it would drop', '{"error":1}', { error: 2 }, 'error', '{"error":2}'],
  ['undefined is not set', '{"uri":"a"}', { uri: undefined, put: 1 }, undefined, '{"uri":"a","put":1}'],
  ['only undefined', '{"uri":"a"}', { version: undefined }, undefined, '{"uri":"a"}'],
  [
    'numbers that JSON lacks',
    '{"a":1}',
    { b: Number.NaN, c: -0, d: 1e21 },
    undefined,
    '{"a":1,"b":null,"c":0,"d":1e+21}',
  ],
  ['a lone surrogate', '{"a":1}', { b: '\uD800' }, undefined, '{"a":1,"b":"\\ud800"}'],
];

test.for(cases)('%s', ([, text, set, drop, expected]) => {
  expect(change(text, set, drop)).toBe(expected);
});

// Texts as people and other programs write them: spacing, escapes and numbers that JSON.stringify would change.
const space = fc.constantFrom('', ' ', '\t', ' \n ');
const number = fc.constantFrom('12345678901234567890', '1.0', '-0', '1E5', '0.1e-7', '0');
const quoted = fc
  .string({ unit: fc.constantFrom('a', 'error', '"', '\\', '{', '}', ',', ':', '\u2028', 'ü', '\u0000') })
  .map((text) => JSON.stringify(text));
const value: fc.Arbitrary<string> = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    number,
    quoted,
    fc.constantFrom('null', 'true', '[]', '{}'),
    fc
      .tuple(space, fc.array(tie('value'), { maxLength: 3 }))
      .map(([gap, items]) => `[${gap}${items.join(`${gap},`)}]`),
    fc
      .tuple(space, fc.array(fc.tuple(quoted, tie('value')), { maxLength: 3 }))
      .map(([gap, items]) => `{${items.map(([name, it]) => `${gap}${name}${gap}:${it}`).join(',')}${gap}}`),
  ),
})).value;
const names = ['a', 'b', 'abcdef', 'error', 'key', '__proto__', 'constructor', 'ü'];
// Not a shorter escape: once an object with the member `\\` has been parsed, the JSON.parse of Node 24 takes
// `"\\u0061"` in its place for that name too (it compares the text before it is unescaped).
const memberName = fc.constantFrom(...names, '\\u0061bcdef').map((name) => `"${name}"`);
const objectText = fc
  .tuple(space, fc.array(fc.tuple(memberName, space, value), { maxLength: 6 }))
  .map(
    ([gap, members]) =>
      `${gap}{${members.map(([name, pad, it]) => `${pad}${name}${pad}:${pad}${it}${pad}`).join(',')}${gap}}${gap}`,
  );
const settings = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'constructor', 'put'), fc.jsonValue(), {
  maxKeys: 3,
});

const spans = (text: string): { name: string; text: string }[] =>
  [...topMembers(text)].map(({ name, start, end }) => ({ name, text: text.slice(start, end) }));

test('only the named members change; all others keep every byte', () => {
  fc.assert(
    fc.property(objectText, settings, fc.constantFrom(undefined, 'error'), (text, set, drop) => {
      const changed = change(text, set, drop);
      const before = JSON.parse(text) as object;
      const after = JSON.parse(changed) as Record<string, unknown>;
      for (const [name, it] of Object.entries(set))
        expect(after[name]).toEqual(JSON.parse(JSON.stringify(it)));

      const isOthers = ({ name }: { name: string }): boolean => !Object.hasOwn(set, name) && name !== drop;
      expect(spans(changed).filter(isOthers)).toEqual(spans(text).filter(isOthers));
      expect(Object.keys(after).toSorted()).toEqual(
        [...new Set([...Object.keys(before), ...Object.keys(set)])]
          .filter((name) => name !== drop || Object.hasOwn(set, name))
          .toSorted(),
      );
    }),
    { numRuns: 1000 },
  );
});

test('what it made can be changed back and forth', () => {
  fc.assert(
    fc.property(objectText, settings, settings, (text, first, second) => {
      const once = change(change(text, first), second);
      expect(change(once, second)).toBe(once);
    }),
  );
});
