import * as fc from 'fast-check';
import { isAbsolute, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkName } from './check-name.ts';
import { fillTemplate, isInjective, parseTemplate } from './template.ts';

const record = {
  key: 'site/c/d/a.txt',
  dataset: { category: 'c', title: 'd', name: 'a.txt' },
  scan: { size: 3, isNew: true, of: null, parts: [1] },
};

describe('a template', () => {
  test.for([
    ['{key}', 'site/c/d/a.txt'],
    ['raw/{key}.bak', 'raw/site/c/d/a.txt.bak'],
    ['{dataset.category}/{dataset.title}/{name}', 'c/d/last'],
    ['{scan.size}-{scan.isNew}', '3-true'],
    ['plain', 'plain'],
  ])('%s', ([text, name]) => {
    expect(fillTemplate(parseTemplate(text!), record, 'last')).toBe(name);
  });

  test('{name} is the member of that name where there is one', () => {
    expect(fillTemplate(parseTemplate('{name}'), { name: 'mine' }, 'last')).toBe('mine');
  });

  test.for([
    '{missing}',
    '{dataset.missing}',
    '{key.length}',
    '{scan.of}',
    '{scan.parts}',
    '{dataset}',
    '{toString}',
  ])('%s is no text of the record', (text) => {
    expect(() => fillTemplate(parseTemplate(text), record, undefined)).toThrow(
      expect.objectContaining({
        class: 'reject',
        code: 'name_field_missing',
        message: expect.stringContaining(text) as string,
      }),
    );
  });

  test('{name} of a record without an address is missing', () => {
    expect(() => fillTemplate(parseTemplate('{name}'), record, undefined)).toThrow(/\{name\}/);
  });

  test.for(['', '{}', '{key', 'key}', '{{key}}', '{a b}', '{a..b}', '{.a}', '{1}'])('%j is none', (text) => {
    expect(() => parseTemplate(text)).toThrow(expect.objectContaining({ code: 'template_bad' }));
  });

  test.for([
    ['{key}', true],
    ['raw/{key}.bak', true],
    ['{name}', false],
    ['{dataset.title}/{key}', false],
    ['plain', false],
  ] as const)('different keys have different names by %s: %s', ([text, expected]) => {
    expect(isInjective(parseTemplate(text))).toBe(expected);
  });
});

describe('a name', () => {
  test.for([
    'a',
    'a/b',
    '...',
    '..a',
    'a..',
    '.hidden',
    'ü/😀',
    ' ',
    'a b',
    '%2e%2e',
    'a\\..\\b',
    '~',
    '-rf',
  ])('%j is one', (name) => {
    expect(checkName(name)).toBe(name);
  });

  test.for([
    '',
    '/',
    '/etc/passwd',
    '//host/share',
    'a/',
    'a//b',
    '.',
    '..',
    '../a',
    'a/..',
    'a/../b',
    './a',
    'a/./b',
    'a\0b',
    '\uD800',
    'x'.repeat(1025),
  ])('%j is none', (name) => {
    expect(() => checkName(name)).toThrow(expect.objectContaining({ class: 'reject', code: 'bad_name' }));
  });

  test('that is one is below the target, whatever the record says', () => {
    const piece = fc.oneof(fc.constantFrom('.', '..', '/', '', '\0', 'a', '~', '%2e', '\\'), fc.string());
    const value = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(
        value,
        value,
        fc.constantFrom('{a}', '{a}/{b}', 'x{a}', '{a}{b}', '{a}.txt'),
        (a, b, text) => {
          const name = fillTemplate(parseTemplate(text), { a, b }, undefined);
          let checked;
          try {
            checked = checkName(name);
          } catch {
            return;
          }
          const inside = relative('/target', join('/target', checked));
          expect(inside).toBe(checked);
          expect(isAbsolute(inside) || inside.split('/').includes('..')).toBe(false);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
