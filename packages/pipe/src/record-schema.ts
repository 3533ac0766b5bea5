import * as z from 'zod';

/** The contract's own fields; see docs/record-contract.md. Whatever else a record holds is carried through. */
export const recordSchema = z.looseObject({
  key: z.string().min(1).describe('stable identity of the item'),
  rev: z.string().optional().describe('version of its content; (key, rev) is what "already done" means'),
  uri: z.string().optional().describe('where its bytes are now'),
  version: z.string().optional().describe('what a read at uri must find there'),
  files: z
    .array(
      z.looseObject({
        uri: z.string(),
        version: z.string().optional(),
        name: z.string().optional(),
        size: z.number().optional(),
        mtime: z.string().optional(),
      }),
    )
    .optional()
    .describe('the files of an item that has several'),
  dryRun: z.boolean().optional().describe('handle it without effect'),
});
