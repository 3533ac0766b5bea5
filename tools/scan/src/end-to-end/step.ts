import { Failure, runTool } from '@leat/pipe';

/** A step for tests that does nothing and remembers that it did; keys that begin with `bad` fail. */
runTool({
  kind: 'step',
  name: 'step',
  adds: 'step',
  summary: 'does nothing',
  examples: [],
  options: {},
  resources: [],
  schemas: () => import('../fields.ts'),
  destination: () => 'nowhere',
  open: () => ({
    commit({ key }) {
      if (key.startsWith('bad')) throw new Failure('reject', 'bad', 'its key says so');
      return { step: {} };
    },
    lookup: () => ({ is: 'absent' }),
  }),
});
