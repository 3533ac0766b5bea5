import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testDirectory } from '../fixtures/directory.ts';
import { reducer } from '../fixtures/tool.ts';
import { command } from '../tool.ts';
import { runCommand } from './run-command.ts';

test('what leat.yaml says to the tool itself is no fault in a command', async () => {
  const file = join(testDirectory(), 'leat.yaml');
  writeFileSync(file, 'put: { to: there, batchCount: 5, retries: 2, dryRun: false }');
  const seen: unknown[] = [];
  const show = command({
    name: 'show',
    summary: 'what there is',
    examples: [],
    options: { to: { type: 'text', describe: 'where' }, all: { type: 'flag', describe: 'everything' } },
    async run({ values }) {
      seen.push(values);
    },
  });
  const tool = { ...reducer, resources: [] };
  expect(await runCommand(tool, show, ['--config', file, '--all'])).toBe(0);
  expect(seen).toMatchObject([{ to: 'there', all: true }]);
});
