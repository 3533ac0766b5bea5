/**
 * The least that a step can do: one field more. What it takes is what the contract itself costs.
 */
import { runTool } from '@leat/pipe';
import * as z from 'zod';

runTool({
  kind: 'step',
  name: 'pass',
  summary: 'adds a field',
  adds: 'a',
  options: {},
  resources: [],
  examples: [{ command: 'leat-pass --no-ledger < records.ndjson', what: 'every record with a field more' }],
  schemas: async () => ({
    reads: z.object({ key: z.string() }),
    adds: z.object({ a: z.number() }),
  }),
  destination: () => 'none',
  open: () => ({ commit: () => ({ a: 1 }), lookup: () => ({ is: 'absent' }) }),
});
