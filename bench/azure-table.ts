import { execa } from 'execa';
import { join } from 'node:path';
import { startAzurite, type Azurite } from '../test/servers/azurite.ts';
import { makeContainer } from '../test/servers/make-bucket.ts';
import { writeLines, writeTable } from './candles.ts';
import type { Side } from './measure.ts';

export const CONTAINER = 'bench';

export async function startAzure(): Promise<Azurite> {
  const azurite = await startAzurite();
  await makeContainer(azurite, CONTAINER);
  return azurite;
}

/** Makes a table of so many candles at an address, by the tool itself. */
export async function makeTable(
  work: string,
  to: string,
  rows: number,
  env: Readonly<Record<string, string>>,
): Promise<void> {
  const local = join(work, `table-${rows}.parquet`);
  await writeTable(local, rows);
  await execa(
    'node',
    ['tools/blob-append/bin/leat-blob-append.js', '--from', local, '--to', to, '--quiet', '--assume-unique'],
    { cwd: join(import.meta.dirname, '..'), env: { ...env, XDG_STATE_HOME: work, XDG_CACHE_HOME: work } },
  );
}

/** Appends 300 candles, 100 of which are there, and keeps the result in a file. */
export function appendSide(
  work: string,
  to: string,
  rows: number,
  env: Readonly<Record<string, string>>,
): Side & { readonly result: string } {
  const name = to.replaceAll(/\W/g, '-');
  const [lines, result] = [join(work, `${name}.ndjson`), join(work, `${name}.json`)];
  let there = rows;
  return {
    name: `leat-blob-append, 10^${Math.log10(rows)} rows`,
    command: `node tools/blob-append/bin/leat-blob-append.js --to ${to} --quiet < ${lines} > ${result}`,
    env: { ...env, XDG_STATE_HOME: work, XDG_CACHE_HOME: work },
    result,
    async before() {
      await writeLines(lines, there - 100, 300);
      there += 200;
    },
  };
}
