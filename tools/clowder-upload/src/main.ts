import { runTool } from '@leat/pipe';
import { baseUrl } from './server/base-url.ts';
import { complete } from './complete.ts';
import { options } from './options.ts';

runTool({
  kind: 'step',
  name: 'clowder-upload',
  summary: 'brings datasets and their files into a Clowder server, version 1 or 2',
  examples: [
    {
      what: 'every dataset below a directory into Clowder; what is there already is not sent again',
      command: 'leat-scan data | leat-clowder-upload',
    },
    {
      what: 'show what would be done, file by file',
      command: 'leat-scan data | leat-clowder-upload --dry-run',
    },
    {
      what: 'datasets of very many files: one record, and one acknowledgement, per file',
      command: 'leat-scan data --as file | leat-clowder-upload --concurrency 16 --uploads 8',
    },
    {
      what: 'any files as one dataset',
      command: `find "$PWD/data" -name '*.csv' | jq -Rnc '{category: "notes", dataset_title: "tables", files: [inputs]}' | leat-clowder-upload`,
    },
    { what: 'is everything there that it takes?', command: 'leat-clowder-upload --check' },
  ],
  options,
  resources: ['clowder', 'aws', 'azure'],
  adds: 'clowder',
  schemas: () => import('./fields.ts'),
  destination: ({ resources: { clowder } }) =>
    baseUrl(clowder.url) + (clowder.spaceId === undefined ? '' : ` space ${clowder.spaceId}`),
  resultOptions: ({ values: { mode, flatten, onConflict, categoryAs } }) => ({
    mode,
    flatten,
    onConflict,
    categoryAs,
  }),
  complete,
  open: async (settings, context) => (await import('./open.ts')).open(settings, context),
  check: async function* (settings, context) {
    yield* (await import('./check.ts')).check(settings, context);
  },
});
