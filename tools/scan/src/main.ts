import './walk/thread-pool.ts';
import { runTool } from '@leat/pipe';
import { options } from './options.ts';

runTool({
  kind: 'source',
  name: 'scan',
  summary: 'lists the datasets or files in directories and buckets, one record each, and hides no trouble',
  noun: 'items',
  options,
  resources: ['aws', 'azure'],
  schemas: () => import('./fields.ts'),
  examples: [
    { command: 'leat-scan data | leat-clowder-upload', what: 'every dataset that has settled, into Clowder' },
    { command: "leat-scan data --as file --match '*.tif' | jq -r .uri", what: 'the paths of all TIFF files' },
    {
      command: "leat-scan data --layout '{category}/{title}' --settle 5m",
      what: 'datasets are the directories two levels down, with all below them',
    },
    {
      command: 'leat-scan data --skip-done clowder-upload | leat-clowder-upload',
      what: 'only what is not in Clowder yet',
    },
    {
      command: 'leat-scan data data --label site1 --label site2 --exclude "*.log"',
      what: 'two roots whose keys must not clash',
    },
  ],
  notes: [
    'A ROOT that begins with s3:// or az:// is a prefix of an object store, as in s3://bucket/prefix/; --as file fits what arrives there object by object.',
    'A dataset is held back while a file in it is younger than --settle or has the name of an unfinished copy (.part, .tmp, ~, and others). The summary says what was held back and why.',
    'What cannot be read, vanished files, loops of links, names that are not UTF-8, FIFOs and sockets are each reported; the rest is emitted, and the exit code is 3.',
  ],

  // Loaded when they are needed: the help is what people wait for.
  emit: async (settings, to) => (await import('./emit.ts')).emit(settings, to),
  async *check(settings, context) {
    yield* (await import('./check.ts')).check(settings, context);
  },
});
