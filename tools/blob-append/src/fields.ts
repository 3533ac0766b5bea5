import * as z from 'zod';

/** What it reads: rows of any form, or records that name objects. */
export const reads = z.looseObject({
  uri: z.unknown().describe('with --input objects: where the Parquet, CSV or NDJSON object is').optional(),
  version: z.unknown().describe('with --input objects: what must be there').optional(),
});

const count = z.number().int().nonnegative();

/** What it prints for each table. */
export const adds = z.object({
  blobAppend: z.object({
    status: z.enum(['created', 'appended', 'rewritten', 'replaced', 'upToDate']),
    how: z
      .enum(['create', 'graft', 'merge', 'rewrite'])
      .optional()
      .describe(
        'graft: new rows and a new footer; merge: small row groups at the end with them; rewrite: all of it',
      ),
    reason: z.string().optional().describe('why it was not grafted, or why there was nothing to do'),
    rowsBefore: count.optional(),
    rowsNew: count,
    rowsReplaced: count.optional().describe('rows of the table that got other values: --keep last'),
    rowsDuplicate: count.describe('rows that are there already, or came twice'),
    rowsConflicting: count.describe('rows with the key of another and other values'),
    rowsAfter: count.optional(),
    orderedBy: z.string().optional().describe('the column of first and last'),
    first: z.string().optional(),
    last: z.string().optional(),
    bytesRead: count,
    bytesWritten: count,
    bytesCopied: count.describe('bytes that the store copied within itself'),
    attempts: count.describe('more than one where another writer was faster'),
  }),
});
