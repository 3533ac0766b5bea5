import { expect, test } from 'vitest';
import { parseLine } from './record.ts';
import { UnreadableLine } from './unreadable-line.ts';

const id = 'a'.repeat(64);
const letter = (held: object, code = 'bad_json'): string =>
  JSON.stringify({ error: { id, code, message: '' }, ...held });

test('a mended raw line is the line that it holds', () => {
  expect(parseLine(letter({ raw: '{"key":"a"}' }), false)).toEqual({
    text: '{"key":"a"}',
    parsed: { key: 'a' },
    heldId: id,
  });
});

test('mended bytes are read as text', () => {
  const rawBase64 = Buffer.from('{"key":"ü"}').toString('base64');
  expect(parseLine(letter({ rawBase64 }, 'bad_utf8'), false)).toMatchObject({
    parsed: { key: 'ü' },
    heldId: id,
  });
});

test('a row keeps its text', () => {
  const line = `{"error":{"id":"${id}"},"row": {"n": 12345678901234567890, "error":"x"} }`;
  expect(parseLine(line, false)?.text).toBe('{"n": 12345678901234567890, "error":"x"}');
});

const refusalOf = (line: string): unknown => {
  try {
    return parseLine(line, false);
  } catch (thrown) {
    return thrown;
  }
};

test('what is still no record is refused again, as the line that it holds', () => {
  const refusal = refusalOf(letter({ raw: '{"key":' })) as UnreadableLine;
  expect(refusal).toBeInstanceOf(UnreadableLine);
  expect(refusal).toMatchObject({ code: 'bad_json', heldId: id });
  expect(refusal.bytes.toString()).toBe('{"key":');
});

test('bytes that are still no text keep their code', () => {
  expect(refusalOf(letter({ rawBase64: '/w==' }, 'bad_utf8'))).toMatchObject({
    code: 'bad_utf8',
    heldId: id,
  });
});

test('the beginning of a line that was too long is no other failure, and no other line', () => {
  expect(refusalOf(letter({ raw: '{"key":"a","x":"' }, 'line_too_long'))).toMatchObject({
    code: 'line_too_long',
    id,
    heldId: id,
  });
});

test('an emptied dead letter leaves the line that it stands for alone', () => {
  expect(refusalOf(letter({ raw: ' ' }))).toMatchObject({ code: 'bad_json', id, heldId: id });
});

test.for([
  ['a row with a column error', { error: 'x', row: { a: 1 } }],
  ['a row with columns error and row', { error: { id: 'no digest' }, row: { a: 1 } }],
  ['more than a dead letter has', { error: { id }, raw: '{}', key: 'a' }],
  ['a record with an error', { key: 'a', error: { id, code: 'x' } }],
  ['nothing held', { error: { id }, raw: 5 }],
  ['a list for a row', { error: { id }, row: [1] }],
  ['error is null', { error: null, raw: '{}' }],
])('%s is itself', ([, record]) => {
  const text = JSON.stringify(record);
  expect(parseLine(text, false)).toEqual({ text, parsed: record, heldId: undefined });
});
