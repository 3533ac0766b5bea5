import { setImmediate } from 'node:timers/promises';
import { loadSettings } from '@leat/config';
import { Writable } from 'node:stream';
import { expect, test, vi } from 'vitest';
import { collect } from './fixtures/collect.ts';
import { testDirectory } from './fixtures/directory.ts';
import { openLog, type LogRules } from './log.ts';
import { reportOf } from './report.ts';
import { Failure } from './failure.ts';

function logAt(rules: Partial<LogRules>) {
  const { stream, lines } = collect();
  const beforeLine = vi.fn<() => void>();
  return {
    log: openLog(stream, { tool: 'put', format: 'json', least: 'info', beforeLine, ...rules }),
    lines,
    beforeLine,
  };
}

test('each line is an object with a time, the tool and the fields', () => {
  const { log, lines, beforeLine } = logAt({});
  log.warn('slow', { key: 'a', code: 'x' });
  const line = JSON.parse(lines()[0]!) as Record<string, unknown>;
  expect(line).toEqual({ time: line['time'], level: 'warn', tool: 'put', msg: 'slow', key: 'a', code: 'x' });
  expect(line['time']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  expect(beforeLine).toHaveBeenCalledOnce();
});

test('sentences for people name the key and the way out, on one line', () => {
  const { log, lines } = logAt({ format: 'human' });
  log.info('ready');
  log.warn('slow', { hint: 'wait' });
  log.error('gone:\nreally', { key: 'a/b', hint: 'look there' });
  log.summary('2 read = 2 done', { read: 2 });
  expect(lines()).toEqual([
    'leat-put: ready',
    'leat-put: warning: slow (wait)',
    'leat-put: error: a/b: gone: really (look there)',
    'leat-put: 2 read = 2 done',
  ]);
});

test('what a key or a message holds does not reach the terminal as a command', () => {
  const { log, lines } = logAt({ format: 'human' });
  log.error('\u001B[2Jgone\u009B31m', { key: 'a\rb\u0000c\u007F', hint: 'Z\u00FCrich' });
  expect(lines()).toEqual([
    String.raw`leat-put: error: a\u000db\u0000c\u007f: \u001b[2Jgone\u009b31m (Zürich)`,
  ]);
});

test.for([
  ['debug', ['debug', 'info', 'warn', 'error', 'summary']],
  ['info', ['info', 'warn', 'error', 'summary']],
  ['error', ['error', 'summary']],
] as const)('from %s on, and the summary always', ([least, said]) => {
  const { log, lines } = logAt({ least });
  for (const level of ['debug', 'info', 'warn', 'error'] as const) log[level](level);
  log.summary('', {});
  expect(lines().map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual(said);
});

test('a secret that was loaded does not get out, neither in a line nor in a report', async () => {
  const secret = 'hunter2/&secret';
  const settings = await loadSettings({
    tool: 'put',
    options: { password: { type: 'text', secret: true, describe: 'a secret', env: ['PUT_PASSWORD'] } },
    resources: [],
    flags: {},
    env: { PUT_PASSWORD: secret },
    cwd: testDirectory(),
    home: testDirectory(),
  });
  expect(settings.values.password).toBe(secret);
  for (const format of ['human', 'json'] as const) {
    const { log, lines } = logAt({ format });
    log.error(`GET /?p=${encodeURIComponent(secret)} failed`, { key: secret });
    expect(lines()[0]).toContain('GET /?p=*** failed');
    expect(lines()[0]).not.toContain('hunter2');
  }
  const report = reportOf('put', new Failure('reject', 'x', `no ${secret}`, { hint: `not ${secret}` }), 1);
  expect(report).toMatchObject({ message: 'no ***', hint: 'not ***' });
});

test('that nobody reads the messages is no reason to stop', async () => {
  const gone = Object.assign(new Error('EPIPE'), { code: 'EPIPE' });
  const stream = new Writable({ write: (_chunk, _encoding, done) => done(gone) });
  const log = openLog(stream, { tool: 'put', format: 'json', least: 'info', beforeLine() {} });
  log.info('a');
  await setImmediate();
  log.info('b');
  await setImmediate();
  expect(stream.destroyed).toBe(true);
});
