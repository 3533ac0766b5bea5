import { expect, test } from 'vitest';
import { identify, parseLine } from './record.ts';
import { UnreadableLine } from './unreadable-line.ts';

const refusalOf = (line: Parameters<typeof parseLine>[0], torn = false): UnreadableLine => {
  try {
    parseLine(line, torn);
  } catch (thrown) {
    if (thrown instanceof UnreadableLine) return thrown;
    throw thrown;
  }
  throw new Error('it was read');
};

test.for([
  ['{', false, 'bad_json'],
  ['{"a":1} {"b":2}', false, 'bad_json'],
  ['{"a":1', true, 'truncated_line'],
  ['[]', false, 'not_an_object'],
  ['[]', true, 'not_an_object'],
  ['1', false, 'not_an_object'],
  ['""', false, 'not_an_object'],
  ['null', false, 'not_an_object'],
  ['"a\u0001"', false, 'bad_json'],
] as const)('%s (torn: %s) is %s', ([line, torn, code]) => {
  const refusal = refusalOf(line, torn);
  expect(refusal).toMatchObject({ class: 'reject', code });
  expect(refusal.bytes.toString()).toBe(line);
  expect(refusal.id).toMatch(/^[0-9a-f]{64}$/);
});

test.for(['', ' ', '\t', '\r', '\u00A0'])('%j is no line', (line) => {
  expect(parseLine(line, false)).toBeUndefined();
});

test('a last line without newline that is whole is a record', () => {
  expect(parseLine('{"key":"a"}', true)?.parsed).toEqual({ key: 'a' });
});

test('the text stays as it came', () => {
  const text = ' {"key" : "a", "n": 12345678901234567890}';
  expect(parseLine(text, false)).toEqual({
    text,
    parsed: JSON.parse(text),
    heldId: undefined,
  });
});

test('however deep the nesting is, it is read or refused', () => {
  const deep = `${'['.repeat(500_000)}${']'.repeat(500_000)}`;
  const text = `{"key":"a","deep":${deep}}`;
  expect(parseLine(text, false)?.text).toBe(text);
  expect(() => identify(parseLine(`{"key":${deep}}`, false)!.parsed)).toThrow(
    expect.objectContaining({ message: 'key must be a non-empty text, it is an array' }),
  );
});

test('a line that is too long names its size, and is known by all of its bytes', () => {
  const bytes = Buffer.from('{"key":"');
  const refusal = refusalOf({ code: 'line_too_long', size: 20_000_000, bytes, digest: 'abc' });
  expect(refusal).toMatchObject({ code: 'line_too_long', id: 'abc', message: 'the line has 20000000 bytes' });
  expect(refusal.hint).toContain('--max-line');
});

test('the fields of the contract', () => {
  expect(identify({ key: 'a', rev: '1', uri: '/x', dryRun: true, version: '2', files: [] })).toEqual({
    key: 'a',
    rev: '1',
    uri: '/x',
    dryRun: true,
  });
  expect(identify({ key: 'a' })).toEqual({ key: 'a', rev: '', uri: undefined, dryRun: false });
});

test.for([
  [{}, 'key must be a non-empty text, it is missing'],
  [{ key: '' }, 'key must be a non-empty text, it is ""'],
  [{ key: 5 }, 'key must be a non-empty text, it is a number'],
  [{ key: '\uD800' }, 'key must be well-formed Unicode, it is "\\ud800"'],
  [{ key: 'a', rev: 1 }, 'rev must be a text, it is a number'],
  [{ key: 'a', rev: null }, 'rev must be a text, it is null'],
  [{ key: 'a', rev: '\uDC00x' }, 'rev must be well-formed Unicode, it is "\\udc00x"'],
  [{ key: 'a', uri: ['x'] }, 'uri must be a text, it is an array'],
  [{ key: 'a', uri: 'x\uD800' }, 'uri must be well-formed Unicode, it is "x\\ud800"'],
  [{ key: 'a', version: 1 }, 'version must be a text, it is a number'],
  [{ key: 'a', files: {} }, 'files must be an array, it is an object'],
  [{ key: 'a', dryRun: 'yes' }, 'dryRun must be true or false, it is "yes"'],
] as const)('%j: %s', ([record, message]) => {
  expect(() => identify(record)).toThrow(
    expect.objectContaining({ class: 'reject', code: 'bad_record', message }),
  );
});
