import { describe, expect, test } from 'vitest';
import { advanced } from './advanced.ts';
import { parseWithDigits } from './candle.ts';
import { exchange } from './exchange.ts';

const candle = {
  time: 1_769_860_800,
  low: '0.30',
  high: '12345678901234567.123456789',
  open: '1E-8',
  close: '7',
  volume: '0',
};

test('an answer of Exchange: arrays of numbers, whose digits stay', () => {
  const text = '[[1769860800, 0.30, 12345678901234567.123456789, 1E-8, 7, 0]]';
  expect(exchange.read(parseWithDigits(text))).toEqual([candle]);
});

test('an answer of Advanced Trade: objects of texts, whose digits stay', () => {
  const { time, ...values } = candle;
  const text = JSON.stringify({ candles: [{ start: String(time), ...values }] });
  expect(advanced.read(parseWithDigits(text))).toEqual([candle]);
});

test('no candles are an answer too', () => {
  expect(exchange.read(parseWithDigits('[]'))).toEqual([]);
  expect(advanced.read(parseWithDigits('{"candles":[]}'))).toEqual([]);
});

describe('anything else is no answer', () => {
  test.for([
    '{"message":"NotFound"}',
    '[[1769860800,1,1,1,1]]',
    '[[1769860800,1,1,1,1,null]]',
    '[[1769860800,1,1,1,1,"NaN"]]',
    '[[1769860800.5,1,1,1,1,1]]',
    '[["today",1,1,1,1,1]]',
    '[{"time":1769860800}]',
    'null',
    '"[]"',
  ])('of Exchange: %s', (text) => {
    expect(exchange.read(parseWithDigits(text))).toBeUndefined();
  });

  test.for([
    '[]',
    '{"candles":{}}',
    '{"candles":[[1,2,3,4,5,6]]}',
    '{"candles":[null]}',
    '{"candles":[{"start":"1769860800","low":"1","high":"1","open":"1","close":"1"}]}',
    '{"candles":[{"start":"1769860800","low":".5","high":"1","open":"1","close":"1","volume":"1"}]}',
    '{"candles":[{"start":"1769860800","low":"1,5","high":"1","open":"1","close":"1","volume":"1"}]}',
    '{"candles":[{"start":"1769860800","low":"007","high":"1","open":"1","close":"1","volume":"1"}]}',
    '{"candles":[{"start":"","low":"1","high":"1","open":"1","close":"1","volume":"1"}]}',
  ])('of Advanced Trade: %s', (text) => {
    expect(advanced.read(parseWithDigits(text))).toBeUndefined();
  });
});
