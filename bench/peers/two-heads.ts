/** What an idle tick cannot do without: a tool's own start, and one look at each of two objects. */
import { runTool } from '@leat/pipe';
import { openStore } from '@leat/storage';

runTool({
  kind: 'source',
  name: 'two-heads',
  summary: 'looks at objects',
  noun: 'objects',
  options: {
    objects: { type: 'text', positional: true, many: true, required: true, describe: 'which' },
  },
  resources: ['aws', 'azure'],
  examples: [{ command: 'two-heads az://a/b az://a/c', what: 'two objects' }],
  schemas: () => import('./two-heads-fields.ts'),
  async emit({ values, resources }, to) {
    for (const uri of values.objects) {
      const { store, address } = await openStore(uri, resources);
      await to.record({ key: uri, ...(await store.stat(address)) });
    }
  },
});
