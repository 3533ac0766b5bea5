import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startClowderV2 } from './servers/clowder-v2.ts';

/** A step or reducer as the contract test needs it: how it is called, and what it takes. */
export interface ToolCase {
  readonly name: string;
  readonly kind: 'step' | 'reducer';
  /** Flags that it cannot do without, for bash; `$WORK` is a directory of the test's own. */
  readonly flags: string;
  /** Members that a record needs beside `key` and `rev`. */
  members(key: string, work: string): object;
  /** A line that it has printed, with what it puts in the place of something as that was before. */
  asBefore?(line: string, work: string): string;
  /** Starts what it talks to, and puts into the directory what the records are about. */
  prepare?(work: string): Promise<{ readonly env: Readonly<Record<string, string>>; end(): Promise<void> }>;
}

export const tools: readonly ToolCase[] = [
  { name: 'put', kind: 'step', flags: '--to "$WORK/put"', members: () => ({}) },
  { name: 'sum', kind: 'reducer', flags: '--to "$WORK/sum"', members: () => ({}) },
  {
    name: 'clowder-upload',
    kind: 'step',
    flags: '',
    members: (key, work) => ({
      uri: join(work, 'file.txt'),
      dataset: { category: 'contract', title: 'lines', name: `${key}.txt` },
    }),
    async prepare(work) {
      writeFileSync(join(work, 'file.txt'), 'content\n');
      const clowder = await startClowderV2();
      return { env: { CLOWDER_URL: clowder.url, CLOWDER_TOKEN: clowder.key }, end: () => clowder.stop() };
    },
  },
  {
    name: 'copy',
    kind: 'step',
    flags: '--to "$WORK/copies"',
    members: (_, work) => ({ uri: join(work, 'file.txt') }),
    asBefore: (line, work) => line.replace(/"uri":"[^"]*"/, `"uri":"${join(work, 'file.txt')}"`),
    prepare: withFile('file.txt', 'content\n'),
  },
  {
    name: 'blob-append',
    kind: 'reducer',
    flags: '--to "$WORK/table.parquet" --input objects',
    members: (_, work) => ({ uri: join(work, 'rows.ndjson') }),
    prepare: withFile('rows.ndjson', '{"day":"2026-01-31","count":1}\n'),
  },
];

function withFile(name: string, content: string): NonNullable<ToolCase['prepare']> {
  return async (work) => {
    writeFileSync(join(work, name), content);
    return { env: {}, end: async () => {} };
  };
}
