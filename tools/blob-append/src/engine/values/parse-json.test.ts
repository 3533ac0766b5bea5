import { expect, test } from 'vitest';
import { isProblem, jsonText, parseJson, type JsonValue } from './parse-json.ts';

test.for([
  ['null', 'null'],
  [' [ 1 , -2.50e5 ,\n[],{} ] ', '[1,-2.50e5,[],{}]'],
  ['{"b" : true,"a":false, "c":"x\\"y\\u0041\\\\"}', '{"b":true,"a":false,"c":"x\\"yA\\\\"}'],
  ['9007199254740993123', '9007199254740993123'],
  ['{"__proto__":1,"":2}', '{"__proto__":1,"":2}'],
  ['"]}"', '"]}"'],
] as const)('%s is kept as %s', ([text, kept]) => {
  expect(jsonText(parseJson(text) as JsonValue)).toBe(kept);
});

test.for([
  ['{"a":1,"a":1}', 'has the member "a" twice'],
  ['{"x":[{"a":1,"b":2,"a":3}],"y":[1,{"c":1}]}', 'has the member "a" twice'],
  ['{"a":1', 'is not JSON'],
  ['{"a":01}', 'is not JSON'],
  ['', 'is not JSON'],
  [`${'['.repeat(5000)}${']'.repeat(5000)}`, 'is nested deeper than 100 levels'],
] as const)('%s %s', ([text, problem]) => {
  const parsed = parseJson(text);
  expect(isProblem(parsed) ? parsed.problem : undefined).toContain(problem);
});
