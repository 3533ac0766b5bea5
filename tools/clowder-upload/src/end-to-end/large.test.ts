import { createHash } from 'node:crypto';
import { createReadStream, openSync, writeSync, closeSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { apis, datasetRecord, start, temporaryDirectory } from '../fixture/index.ts';
import { install } from './run-tool.ts';

const MB = 1024 * 1024;
const SIZE = 1024 * MB;

test.for(apis)('1 GB goes through in less than 150 MB of memory (%s)', async (api, { skip }) => {
  if (process.platform !== 'linux') skip('the peak of memory is read from /proc');
  const root = temporaryDirectory();
  const path = join(root, 'large.bin');
  const file = openSync(path, 'w');
  const block = Buffer.alloc(MB);
  for (let at = 0; at < SIZE; at += MB) {
    block.writeUInt32BE(at / MB);
    writeSync(file, block);
  }
  closeSync(file);
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: MB }) as AsyncIterable<Buffer>)
    hash.update(chunk);

  const server = await start(api, { keepBytes: 0 });
  const tool = install(server);
  const child = tool.start([await datasetRecord(root, ['large.bin'])]);
  let peak = 0;
  const watch = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      peak = Math.max(peak, Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024);
    } catch {
      // It has ended.
    }
  }, 20);
  const { exitCode } = await child;
  clearInterval(watch);
  expect(exitCode).toBe(0);
  const [there] = server.state.files.values();
  expect(there).toMatchObject({ size: SIZE, sha256: hash.digest('hex') });
  expect(peak).toBeGreaterThan(30 * MB);
  expect(peak / MB).toBeLessThan(150);
});
