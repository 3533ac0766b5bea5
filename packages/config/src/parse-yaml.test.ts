import { expect, test } from 'vitest';
import { parseYaml, type Tree } from './parse-yaml.ts';

function plain(tree: Tree): unknown {
  if (tree.kind === 'text') return tree.text;
  if (tree.kind === 'list') return tree.items.map(plain);
  if (tree.kind === 'nothing') return null;
  return Object.fromEntries(tree.entries.map(({ key, value }) => [key, plain(value)]));
}

test.each([
  ['id: 0123', { id: '0123' }],
  ['id: 1e5', { id: '1e5' }],
  ['id: 5e1234567890abcdef123456', { id: '5e1234567890abcdef123456' }],
  ['id: 0x1F', { id: '0x1F' }],
  ['id: 1_000', { id: '1_000' }],
  ['id: 12345678901234567890', { id: '12345678901234567890' }],
  ['id: 1.10', { id: '1.10' }],
  ['when: 2026-11-21', { when: '2026-11-21' }],
  ['is: no', { is: 'no' }],
  ['is: TRUE', { is: 'TRUE' }],
  ['at: 12:30:45', { at: '12:30:45' }],
  ['1: one\ntrue: two', { 1: 'one', true: 'two' }],
  ['"quoted": "a # b"', { quoted: 'a # b' }],
  ['a:\nb: ~\nc: null\nd: "null"\ne: ""', { a: null, b: null, c: null, d: 'null', e: '' }],
  ['list: [a, 01]', { list: ['a', '01'] }],
  ['list:\n- a\n- b: c', { list: ['a', { b: 'c' }] }],
  ['text: |\n  two\n  lines\n', { text: 'two\nlines\n' }],
  ['\uFEFFa: b\r\nc: d\r\n', { a: 'b', c: 'd' }],
  ['a:\tb', { a: 'b' }],
  ['', null],
  ['# only a comment\n', null],
  ['just text', 'just text'],
])('%j is read as it stands', (text, expected) => {
  const { tree, faults } = parseYaml(text);
  expect(faults).toEqual([]);
  expect(plain(tree)).toEqual(expected);
});

test.each([
  ['a: 1\nb: 2\na: 3', 'DUPLICATE_KEY', 3, 1],
  ['a:\n\tb: 1', 'TAB_AS_INDENT', 2, 1],
  ['a: &name 1', 'ANCHOR', 1, 10],
  ['a: &name\n  b: 1', 'ANCHOR', 2, 3],
  ['a: 1\nb: *name', 'ALIAS', 2, 4],
  ['a: !secret 1', 'TAG_RESOLVE_FAILED', 1, 4],
  ['a: !!int 1', 'TAG_RESOLVE_FAILED', 1, 4],
  ['a: b: c', 'BLOCK_AS_IMPLICIT_KEY', 1, 4],
  ['a: [1, 2\nb: 3', 'BAD_INDENT', 2, 1],
  ["a: 'b", 'MISSING_CHAR', 1, 6],
  ['a: @b', 'BAD_SCALAR_START', 1, 4],
  ['a: 1\n---\nb: 2', 'MULTIPLE_DOCS', 2, 1],
  ['? [a]\n: 1', 'NON_STRING_KEY', 1, 3],
])('%j is the fault %s at %i:%i', (text, code, line, column) => {
  const { faults } = parseYaml(text);
  expect(faults).toContainEqual(expect.objectContaining({ code, line, column }));
});

test('what is wrong in one place is told once', () => {
  const { faults } = parseYaml(`a: ${'['.repeat(50)}`);
  expect(faults).toHaveLength(1);
});

test('tells where each thing stands', () => {
  const { tree } = parseYaml('clowder:\n  url: "x"\n');
  expect(tree).toMatchObject({
    line: 1,
    entries: [
      { key: 'clowder', line: 1, column: 1, value: { entries: [{ key: 'url', line: 2, column: 3 }] } },
    ],
  });
});
