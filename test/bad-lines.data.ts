/** Lines that no tool can take as a record, and why. What they hold is what has to be found in the dead letter. */
export const badLines: readonly {
  readonly what: string;
  readonly line: string | Uint8Array;
  readonly code: string;
}[] = [
  { what: 'the beginning of an object', line: '{', code: 'bad_json' },
  { what: 'text', line: 'no JSON at all', code: 'bad_json' },
  { what: 'two objects', line: '{"key":"a"} {"key":"b"}', code: 'bad_json' },
  { what: 'a list', line: '[]', code: 'not_an_object' },
  { what: 'a list of records', line: '[{"key":"a"}]', code: 'not_an_object' },
  { what: 'a number', line: '1', code: 'not_an_object' },
  { what: 'a text', line: '""', code: 'not_an_object' },
  { what: 'null', line: 'null', code: 'not_an_object' },
  { what: 'a control character', line: '{"key":"a\u0001"}', code: 'bad_json' },
  { what: 'a number that is none', line: '{"key":NaN}', code: 'bad_json' },
  { what: 'no UTF-8', line: Uint8Array.of(0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d), code: 'bad_utf8' },
  {
    what: 'Latin-1',
    line: Uint8Array.from('{"key":"Z\u00FCrich"}', (char) => char.charCodeAt(0)),
    code: 'bad_utf8',
  },
  { what: 'UTF-16', line: Buffer.from('{"key":"a"}', 'utf16le'), code: 'bad_json' },
  { what: 'a byte order mark that is not at the start', line: '\uFEFF{"key":"a"}', code: 'bad_json' },
  { what: 'no key', line: '{}', code: 'bad_record' },
  { what: 'an empty key', line: '{"key":""}', code: 'bad_record' },
  { what: 'a number for a key', line: '{"key":5}', code: 'bad_record' },
  { what: 'half a character for a key', line: '{"key":"\\ud800"}', code: 'bad_record' },
  { what: 'a key that __proto__ would give', line: '{"__proto__":{"key":"a"}}', code: 'bad_record' },
  { what: 'a number for a rev', line: '{"key":"bad-rev","rev":1}', code: 'bad_record' },
  { what: 'a list for a uri', line: '{"key":"bad-uri","uri":[]}', code: 'bad_record' },
  { what: 'a text for dryRun', line: '{"key":"bad-dry","dryRun":"no"}', code: 'bad_record' },
];
