import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { median, type Measured } from './measure.ts';
import type { Goal, Row } from './row.ts';
import { rows } from './rows.ts';

export interface Result {
  readonly row: Row;
  readonly sides?: readonly Measured[];
  readonly goals?: readonly { readonly goal: Goal; readonly shown: string; readonly isReached: boolean }[];
  /** Why it did not run. */
  readonly skipped?: string;
}

const path = join(import.meta.dirname, 'RESULTS.md');

/** Writes the table; rows that did not run this time keep the lines of the last time. */
export function writeResults(results: readonly Result[]): void {
  const before = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const sections = rows.flatMap((row) => {
    const result = results.find((it) => it.row === row);
    const old = new RegExp(`<!-- ${row.name} -->[\\s\\S]*?<!-- /${row.name} -->`).exec(before)?.[0];
    return result === undefined
      ? (old ?? [])
      : `<!-- ${row.name} -->\n${section(result)}\n<!-- /${row.name} -->`;
  });
  const processor = cpus();
  const machine = `${processor.length} × ${processor[0]!.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform}`;
  writeFileSync(
    path,
    `# How fast is it?

Whole processes, ours and a peer in turn on the same input; ratios are medians over the pairs. Made by
\`npm run bench\` on ${machine}, Node ${process.versions.node}. Single times vary by 10 % and more; the ratios are
what counts.

${sections.join('\n\n')}
`,
  );
}

function section({ row, sides, goals, skipped }: Result): string {
  const head = `## ${row.what}\n\n${new Date().toISOString().slice(0, 10)}, \`npm run bench -- ${row.name}\`, ${row.runs} runs\n`;
  if (sides === undefined) return `${head}\nSkipped: ${skipped}.`;
  const times = sides.map(
    ({ name, seconds, peakMemory }) =>
      `| ${name} | ${shown(median(seconds))} | ${shown(Math.min(...seconds))} – ${shown(Math.max(...seconds))} | ${Math.round(peakMemory / 1e6)} MB |`,
  );
  const judged = (goals ?? []).map(
    ({ goal, shown: figure, isReached }) =>
      `| ${goal.what} | ${figure} | ${goal.wanted} | ${isReached ? 'yes' : '**no**'} |`,
  );
  return [
    head,
    '| side | median | from – to | peak memory |\n|---|---|---|---|',
    ...times,
    '',
    '| figure | measured | wanted | reached |\n|---|---|---|---|',
    ...judged,
  ].join('\n');
}

function shown(seconds: number): string {
  return seconds < 1 ? `${(seconds * 1000).toFixed(1)} ms` : `${seconds.toFixed(2)} s`;
}
