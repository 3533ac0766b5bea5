import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';

/** What a small institute has on a Tuesday: a few instruments, some sessions of each, files of several sizes. */
const sessions: readonly {
  readonly path: string;
  readonly files: number;
  readonly extension: string;
  readonly size: number;
}[] = [
  { path: '0_Imaging/052324', files: 24, extension: 'tif', size: 60_000 },
  { path: '0_Imaging/052424', files: 18, extension: 'tif', size: 60_000 },
  { path: '0_Imaging/052424_repeat', files: 6, extension: 'tif', size: 60_000 },
  { path: '1_Ephys/mouse-12/2026-05-23', files: 8, extension: 'dat', size: 400_000 },
  { path: '1_Ephys/mouse-12/2026-05-24', files: 8, extension: 'dat', size: 400_000 },
  { path: '1_Ephys/mouse-14/2026-05-24', files: 8, extension: 'dat', size: 400_000 },
  { path: '2_Genomics/run 0042 (März)', files: 4, extension: 'fastq', size: 800_000 },
  { path: '2_Genomics/run 0043', files: 4, extension: 'fastq', size: 800_000 },
  { path: '3_Behaviour', files: 12, extension: 'csv', size: 4_000 },
];

/** Writes the tree and returns how many files it has. The same bytes at every run. */
export function makeDatasetTree(root: string): number {
  let count = 0;
  for (const { path, files, extension, size } of sessions) {
    mkdirSync(join(root, path), { recursive: true });
    for (let number = 1; number <= files; number++) {
      const name = `${path.split('/').at(-1)}_${String(number).padStart(3, '0')}.${extension}`;
      const file = join(root, path, name);
      writeFileSync(file, bytes(name, size));
      utimesSync(file, 1_779_500_000 + count, 1_779_500_000 + count);
      count++;
    }
  }
  return count;
}

function bytes(seed: string, size: number): Buffer {
  const block = createHash('shake256', { outputLength: 4096 }).update(seed).digest();
  return Buffer.concat(
    Array.from({ length: Math.ceil(size / block.length) }, () => block),
    size,
  );
}
