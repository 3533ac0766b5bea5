import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const MOST_RSS_BYTES = 400_000_000;

test.for(['stream', 'unique'] as const)(
  '200 MB of values go through 100 MB of engine (%s) in a process of less than 400 MB',
  async (mode) => {
    const program = join(import.meta.dirname, 'fixtures', 'rewrite-large.ts');
    const { stdout } = await promisify(execFile)(process.execPath, [program, mode]);
    const { rows, rssBytes } = JSON.parse(stdout) as { rows: number; rssBytes: number };
    expect(rows).toBe(1_000_001);
    expect(rssBytes).toBeLessThan(MOST_RSS_BYTES);
  },
);
