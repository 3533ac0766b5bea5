import './thread-pool.ts';
import { runTool } from '@leat/pipe';
import { destinationOf } from './destination.ts';
import { options } from './options.ts';

runTool({
  kind: 'step',
  name: 'copy',
  summary: 'copies files and objects between directories, S3 and Azure, in any direction',
  examples: [
    {
      what: 'every file into another directory',
      command: 'leat-scan data --as file | leat-copy --to copies',
    },
    {
      what: 'whole datasets, under names of their own',
      command: "leat-scan data | leat-copy --to named --name '{dataset.category}/{dataset.title}'",
    },
    {
      what: 'show what would be done, file by file',
      command: 'leat-scan data --as file | leat-copy --to copies --dry-run',
    },
    {
      what: 'read every copy back and compare all bytes',
      command: 'leat-scan data --as file --match "*.csv" | leat-copy --to tables --verify download',
    },
    { what: 'is everything there that it takes?', command: 'leat-copy --to copies --check' },
  ],
  notes: [
    'From a bucket into another, what is new and what failed before:',
    'leat-scan s3://provider/ --as file --skip-done raw.db | leat-copy --ledger raw.db --to s3://raw/',
    'A copy is written under a condition, so that two runs never write over each other, and is skipped where the same content is there already. Large transfers that were cut off go on where they ended.',
  ],
  options,
  resources: ['aws', 'azure'],
  adds: 'copy',
  // Most of the time a copy waits for the store.
  concurrency: 16,
  schemas: () => import('./fields.ts'),
  destination: destinationOf,
  resultOptions: ({ values: { name, onConflict } }) => ({ name, onConflict }),
  open: async (settings, context) => (await import('./open.ts')).open(settings, context),
  check: async function* (settings, context) {
    yield* (await import('./check.ts')).check(settings, context);
  },
});
