import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { existsSync, symlinkSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { testDirectory } from '../fixtures/directory.ts';
import { testLedger, use } from '../fixtures/ledger.ts';
import { openDatabase } from './database.ts';
import { openLedger } from './ledger.ts';
import { lockLedger } from './lock.ts';

test('the second one is refused, and told whom it waits for; then it has it', () => {
  const path = join(testDirectory(), 'l.db');
  const first = lockLedger(path);
  expect(() => lockLedger(path)).toThrow(
    expect.objectContaining({
      class: 'fatal',
      code: 'ledger_locked',
      message: `another run holds the ledger ${path}`,
    }),
  );
  first.release();
  lockLedger(path).release();
});

test('another name of the same ledger is no way around it', () => {
  const path = join(testDirectory(), 'l.db');
  openDatabase(path).close();
  const link = join(testDirectory(), 'link.db');
  symlinkSync(path, link);
  const first = lockLedger(path);
  expect(() => lockLedger(link)).toThrow(expect.objectContaining({ code: 'ledger_locked' }));
  first.release();
});

test('readers are not shut out', () => {
  const { path } = testLedger();
  const reader = openDatabase(path, 'read');
  expect(reader.prepare('SELECT count(*) AS n FROM items').get()).toEqual({ n: 0 });
  reader.close();
});

test('a ledger that cannot be opened gives its lock back', () => {
  const path = join(testDirectory(), 'l.db');
  writeFileSync(path, 'text'.repeat(1000));
  expect(() => openLedger(path, use)).toThrow(expect.objectContaining({ code: 'ledger_unusable' }));
  lockLedger(path).release();
});

test('a place that cannot be written to is named', () => {
  const file = join(testDirectory(), 'file');
  writeFileSync(file, '');
  expect(() => lockLedger(join(file, 'l.db'))).toThrow(
    expect.objectContaining({
      class: 'fatal',
      code: 'ledger_unusable',
      message: expect.stringContaining(file) as string,
    }),
  );
});

test('the lock is gone with its process, also after SIGKILL', async () => {
  const path = join(testDirectory(), 'l.db');
  const script = `import { lockLedger } from ${JSON.stringify(join(import.meta.dirname, 'lock.ts'))};
    lockLedger(${JSON.stringify(path)});
    process.stdout.write('locked');
    setInterval(() => {}, 1000);`;
  const holder = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(holder.stdout, 'data');
  expect(() => lockLedger(path)).toThrow(expect.objectContaining({ code: 'ledger_locked' }));
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  lockLedger(path).release();
  expect(existsSync(`${path}.lock-journal`)).toBe(false);
});
