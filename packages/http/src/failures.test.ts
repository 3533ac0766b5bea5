import { expect, test } from 'vitest';
import { client } from './local-server.ts';
import { networkFailure, statusFailure } from './failures.ts';
import { networkErrors } from './network-errors.data.ts';
import { answerOf } from './answer.ts';

test('nothing listens', async () => {
  // A free port may be taken by another process; this one is nobody's.
  const url = 'http://127.0.0.1:1';
  await expect(client().send({ url })).rejects.toMatchObject({
    class: 'retry',
    code: 'connection_refused',
    message: `GET ${url}/: nothing accepts connections at this address (ECONNREFUSED)`,
  });
});

test('a name with several addresses of which none answers', () => {
  const inner = Object.assign(new Error('x'), { code: 'ECONNREFUSED' });
  expect(networkFailure('GET a', new AggregateError([inner, inner]))).toMatchObject({
    code: 'connection_refused',
  });
});

test('an error that nobody has seen before may be tried again, and says what it is', () => {
  expect(networkFailure('GET a', new Error('a new one'))).toMatchObject({
    class: 'retry',
    message: 'GET a: the connection failed: a new one',
  });
});

test('every text completes a sentence', () => {
  for (const { text, code } of Object.values(networkErrors)) {
    expect(text).toMatch(/^[a-z].*[^.]$/);
    expect(code).toMatch(/^[a-z_]+$/);
  }
});

test.each([
  [400, 'reject'],
  [401, 'fatal'],
  [404, 'reject'],
  [407, 'fatal'],
  [408, 'retry'],
  [409, 'reject'],
  [429, 'retry'],
  [500, 'retry'],
  [501, 'fatal'],
  [503, 'retry'],
  [599, 'retry'],
])('%i is %s', (status, expected) => {
  expect(statusFailure(answerOf('GET a', status, {}, Buffer.alloc(0))).class).toBe(expected);
});

test.each([
  ['', ''],
  ['Not authorized', ': Not authorized'],
  ['{"detail":"Folder X not found"}', ': Folder X not found'],
  ['{"detail":{"error":"Key is expired."}}', ': Key is expired.'],
  ['"Missing parameter [name]"', ': Missing parameter [name]'],
  ['{"status":"error","exception":"java.lang.X: no\\n\\tat play"}', ': java.lang.X: no'],
  ['<html><head><title>502 Bad Gateway</title>', ': 502 Bad Gateway'],
  ['<!DOCTYPE html><html></html>', ''],
  ['\u001b[31mred\u0007', ': [31mred'],
  ['x'.repeat(300), `: ${'x'.repeat(200)} ...`],
])('of the answer %j the message says %j', (body, said) => {
  const failure = statusFailure(answerOf('GET a', 500, {}, Buffer.from(body)));
  expect(failure.message).toBe(`GET a: 500 Internal Server Error${said}`);
});

test('how long to wait goes with it', () => {
  const answer = answerOf('GET a', 429, { 'retry-after': '7' }, Buffer.alloc(0));
  expect(statusFailure(answer).retryAfterSeconds).toBe(7);
});

test.each([
  ['<!doctype html>\n<html><head><title>Sign in</title></head>', 'fatal', 'not_json'],
  ['<html>\n', 'fatal', 'not_json'],
  ['', 'retry', 'bad_json'],
  ['{"half":', 'retry', 'bad_json'],
])('JSON was wanted, and the answer is %j', (body, expectedClass, code) => {
  const answer = answerOf('GET a', 200, {}, Buffer.from(body));
  expect(() => answer.json()).toThrow(expect.objectContaining({ class: expectedClass, code }));
});
