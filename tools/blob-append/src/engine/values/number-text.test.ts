import { expect, test } from 'vitest';
import { isProblem } from './parse-json.ts';
import { decimalValueText, scalarText } from './scalar-text.ts';

const number = (type: string, digits: string): string => {
  const text = scalarText(type, { digits });
  return isProblem(text) ? text.problem : text;
};

test.for([
  ['DOUBLE', '0.1', '0.1'],
  ['DOUBLE', '0.10', '0.1'],
  ['DOUBLE', '-0.0', '-0.0'],
  ['DOUBLE', '-0', '-0.0'],
  ['DOUBLE', '0e99999999999', '0'],
  ['DOUBLE', '0.10000000000000001', '0.1'],
  ['DOUBLE', '0.30000000000000004', '0.30000000000000004'],
  ['DOUBLE', '1e23', '1e+23'],
  ['DOUBLE', '9007199254740992', '9007199254740992'],
  ['DOUBLE', '1208925819614629174706176', '1.2089258196146292e+24'],
  ['DOUBLE', '4.9e-324', '5e-324'],
  ['DOUBLE', '1.7976931348623157e308', '1.7976931348623157e+308'],
  ['FLOAT', '0.1', '0.10000000149011612'],
  ['FLOAT', '16777216', '16777216'],
  ['BIGINT', '-9223372036854775808', '-9223372036854775808'],
  ['BIGINT', '1e3', '1000'],
  ['BIGINT', '2.0', '2'],
  ['BIGINT', '-0', '0'],
  ['UBIGINT', '18446744073709551615', '18446744073709551615'],
  ['TINYINT', '-128', '-128'],
] as const)('%s takes %s as %s', ([type, digits, text]) => {
  expect(number(type, digits)).toBe(text);
});

test.for([
  ['DOUBLE', '9007199254740993', 'has more digits than DOUBLE can hold: the nearest is 9007199254740992'],
  ['DOUBLE', '9007199254740993.5', 'has more digits than DOUBLE can hold: the nearest is 9007199254740994'],
  [
    'DOUBLE',
    '0.1234567890123456789',
    'has more digits than DOUBLE can hold: the nearest is 0.12345678901234568',
  ],
  ['DOUBLE', '1e400', 'is larger than DOUBLE can hold'],
  ['DOUBLE', '-1e400', 'is larger than DOUBLE can hold'],
  ['DOUBLE', '1e-400', 'is smaller than DOUBLE can hold'],
  ['FLOAT', '16777217', 'has more digits than FLOAT can hold: the nearest is 16777216'],
  ['FLOAT', '0.30000000000000004', 'has more digits than FLOAT can hold: the nearest is 0.30000001192092896'],
  ['FLOAT', '3.5e38', 'is larger than FLOAT can hold'],
  ['BIGINT', '2.5', 'has a fraction, which BIGINT cannot hold'],
  ['BIGINT', '9223372036854775808', 'is outside of BIGINT (-9223372036854775808 to 9223372036854775807)'],
  ['BIGINT', '1e999999999', 'is outside of BIGINT (-9223372036854775808 to 9223372036854775807)'],
  ['UTINYINT', '-1', 'is outside of UTINYINT (0 to 255)'],
  ['SMALLINT', '32768', 'is outside of SMALLINT (-32768 to 32767)'],
] as const)('%s refuses %s, which %s', ([type, digits, problem]) => {
  expect(number(type, digits)).toBe(problem);
});

test.for([
  ['1.12345678', '1.12345678'],
  ['1.50', '1.50000000'],
  ['-0.00000001', '-0.00000001'],
  ['1e2', '100.00000000'],
  ['9999999999', '9999999999.00000000'],
  ['0', '0'],
  ['1.123456789', 'has more than the 8 decimals of DECIMAL(18,8)'],
  ['10000000000', 'has more than the 10 digits before the point of DECIMAL(18,8)'],
  ['1e999999999', 'has more than the 10 digits before the point of DECIMAL(18,8)'],
  ['1e-999999999', 'has more than the 8 decimals of DECIMAL(18,8)'],
] as const)('DECIMAL(18,8) of %s: %s', ([digits, expected]) => {
  const text = decimalValueText(18, 8, { digits });
  expect(isProblem(text) ? text.problem : text).toBe(expected);
});

test.for([
  ['DOUBLE', '42000.10', '42000.1'],
  ['BIGINT', '1700000000', '1700000000'],
  ['DOUBLE', 'NaN', 'is no number'],
  ['DOUBLE', 'Infinity', 'is no number'],
  ['DOUBLE', '', 'is no number'],
  ['DOUBLE', ' 1', 'is no number'],
  ['DOUBLE', '0x10', 'is no number'],
  ['DOUBLE', '1.', 'is no number'],
  ['BIGINT', '007', 'is no number'],
  ['BIGINT', '+5', 'is no number'],
] as const)('a number given as text into %s: "%s" %s', ([type, text, expected]) => {
  const taken = scalarText(type, text);
  expect(isProblem(taken) ? taken.problem : taken).toBe(expected);
});
