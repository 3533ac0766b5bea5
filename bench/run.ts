/**
 * `npm run bench`: our tools and their peers in turn on the same input, as ratios, written to RESULTS.md.
 * `npm run bench -- NAME…` runs some rows and leaves the others of the table as they are.
 */
import { execaSync } from 'execa';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measure } from './measure.ts';
import { writeResults, type Result } from './results.ts';
import type { Row } from './row.ts';
import { rows } from './rows.ts';

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !rows.some((row) => row.name === name));
if (unknown !== undefined) {
  process.stderr.write(`no row ${unknown}; there are: ${rows.map(({ name }) => name).join(', ')}\n`);
  process.exit(2);
}

async function run(row: Row): Promise<Result> {
  const missing = row.needs.filter(
    (program) => execaSync('which', [program], { reject: false }).exitCode !== 0,
  );
  if (missing.length > 0) return { row, skipped: `needs ${missing.join(', ')}` };
  const work = mkdtempSync(join(tmpdir(), 'leat-bench-'));
  const prepared = await row.prepare(work);
  try {
    const sides = await measure(prepared.sides, row.runs);
    return { row, sides, goals: prepared.goals.map((goal) => ({ goal, ...goal.measure(sides) })) };
  } finally {
    await prepared.end?.();
    rmSync(work, { recursive: true, force: true });
  }
}

const results: Result[] = [];
for (const row of rows.filter(({ name }) => asked.length === 0 || asked.includes(name))) {
  process.stderr.write(`${row.name}: ${row.what} ...\n`);
  const result = await run(row);
  for (const { goal, shown, isReached } of result.goals ?? []) {
    process.stderr.write(
      `  ${isReached ? 'ok  ' : 'MISS'}  ${goal.what}: ${shown} (wanted ${goal.wanted})\n`,
    );
  }
  if (result.skipped !== undefined) process.stderr.write(`  skipped: ${result.skipped}\n`);
  results.push(result);
  writeResults(results);
}
