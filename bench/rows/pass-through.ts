import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { once } from 'node:events';
import { buildFixture } from '../build-fixture.ts';
import { fasterBy, memoryBelow, type Row } from '../row.ts';

const RECORDS = 1_000_000;

export const passThrough: Row = {
  name: 'pass-through',
  what: 'A step that adds one field, over 1,000,000 records of 200 bytes',
  needs: ['time', 'jq'],
  runs: 5,
  async prepare(work) {
    const input = join(work, 'records.ndjson');
    await writeRecords(input);
    const step = await buildFixture('pass.ts', work);
    return {
      sides: [
        { name: 'step, no ledger', command: `node ${step} --no-ledger --quiet < ${input}` },
        { name: "jq -c '. + {a: 1}'", command: `jq -c '. + {a: 1}' < ${input}` },
      ],
      goals: [fasterBy(4.5, 'against jq'), memoryBelow(100e6)],
    };
  },
};

async function writeRecords(path: string): Promise<void> {
  const out = createWriteStream(path);
  for (let number = 0; number < RECORDS; number++) {
    const name = `scan-${String(number).padStart(7, '0')}.dcm`;
    const line = JSON.stringify({
      key: `site3/${name}`,
      rev: '52428800-1700000000123456',
      uri: `/data/site3/${name}`,
      scan: { size: 52_428_800, mtime: '2026-01-01T00:00:00.000Z' },
      note: 'Zürich',
      fill: '',
    });
    const padding = 'x'.repeat(Math.max(0, 199 - Buffer.byteLength(line)));
    if (!out.write(`${line.slice(0, -2)}${padding}"}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'close');
}
