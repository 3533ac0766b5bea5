import { expect, test } from 'vitest';
import { optionSchema } from './option-schema.ts';
import type { Option } from './option.ts';

const now = new Date('2026-11-21T12:00:00Z');

// Undefined: refused.
const cases: [Partial<Option> & Pick<Option, 'type'>, unknown, unknown][] = [
  [{ type: 'text' }, '0123', '0123'],
  [{ type: 'text' }, '', ''],
  [{ type: 'text' }, 5, '5'],
  [{ type: 'text' }, true, 'true'],
  [{ type: 'text', required: true }, '', undefined],
  [{ type: 'path' }, 'a/b', 'a/b'],
  [{ type: 'path' }, '', undefined],
  [{ type: 'path' }, 'a\0b', undefined],
  [{ type: 'address' }, 's3://a/b\0', undefined],
  [{ type: 'flag' }, true, true],
  [{ type: 'flag' }, 'true', true],
  [{ type: 'flag' }, 'TRUE', true],
  [{ type: 'flag' }, 'yes', true],
  [{ type: 'flag' }, '1', true],
  [{ type: 'flag' }, 'off', false],
  [{ type: 'flag' }, 'false', false],
  [{ type: 'flag' }, 0, false],
  [{ type: 'flag' }, 'maybe', undefined],
  [{ type: 'flag' }, '2', undefined],
  [{ type: 'flag' }, '', undefined],
  [{ type: 'count' }, '8', 8],
  [{ type: 'count' }, 8, 8],
  [{ type: 'count' }, '0', 0],
  [{ type: 'count' }, '-1', undefined],
  [{ type: 'count' }, '1.5', undefined],
  [{ type: 'count' }, 1.5, undefined],
  [{ type: 'count' }, '1e3', undefined],
  [{ type: 'count' }, '99999999999999999999', undefined],
  [{ type: 'count', min: 1, max: 64 }, '0', undefined],
  [{ type: 'count', min: 1, max: 64 }, '64', 64],
  [{ type: 'count', min: 1, max: 64 }, '65', undefined],
  [{ type: 'number' }, '-1.5e-3', -0.0015],
  [{ type: 'number' }, '1e999', undefined],
  [{ type: 'number' }, 'NaN', undefined],
  [{ type: 'number', max: 1 }, '1.01', undefined],
  [{ type: 'duration' }, '1h', 3600],
  [{ type: 'duration' }, 90, 90],
  [{ type: 'duration' }, -1, undefined],
  [{ type: 'duration', min: 0.001 }, '0', undefined],
  [{ type: 'duration', max: 60 }, '61s', undefined],
  [{ type: 'size' }, '64KiB', 65_536],
  [{ type: 'size', min: 1024 }, '1kB', undefined],
  [{ type: 'choice', choices: ['auto', 'v1'] }, 'v1', 'v1'],
  [{ type: 'choice', choices: ['auto', 'v1'] }, 'V1', undefined],
  [{ type: 'url' }, 'https://host/clowder', 'https://host/clowder'],
  [{ type: 'url' }, 'HTTP://host:8000', 'HTTP://host:8000'],
  [{ type: 'url' }, 'host/clowder', undefined],
  [{ type: 'url' }, 'ftp://host', undefined],
  [{ type: 'url' }, 'https://', undefined],
  [{ type: 'url' }, 'https://ada:pw@host', undefined],
  [{ type: 'time' }, '7d', '2026-11-14T12:00:00.000Z'],
  [{ type: 'time' }, '2026-02-30', undefined],
];

test.each(cases)('%j reads %j as %j', (option, written, value) => {
  const read = optionSchema({ describe: 'for a test', ...option }, now).safeParse(written);
  expect(read.success ? read.data : undefined).toBe(value);
});
