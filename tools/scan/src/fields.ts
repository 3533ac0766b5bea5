import * as z from 'zod';

const dataset = z.looseObject({
  category: z.string().describe('the first level below the root, or what the layout says'),
  title: z.string().describe('the path below the category, or what the layout says'),
});

const file = z.object({
  uri: z.string().describe('absolute path, or address of the object'),
  version: z.string().describe('size and times, or ETag: what a read must find'),
  name: z.string().describe('path inside the dataset'),
  size: z.number().describe('bytes'),
  mtime: z.string().describe('ISO 8601 UTC'),
  sha256: z.string().optional().describe('with --hash'),
});

/** What a scan emits. */
export const adds = z.union([
  z.looseObject({
    key: z.string().describe('path below the root, with the label in front'),
    rev: z.string().describe('changes when any file of it does'),
    uri: z.string().describe('the directory'),
    dataset,
    files: z.array(file),
    scan: z.object({ files: z.number(), size: z.number().describe('bytes of all files') }),
  }),
  z.looseObject({
    key: z.string(),
    rev: z.string(),
    uri: z.string(),
    version: z.string(),
    dataset: dataset
      .extend({
        key: z.string().describe('key of the dataset'),
        name: z.string().describe('path inside the dataset'),
      })
      .optional()
      .describe('the dataset that the file belongs to; none for a file directly in the root'),
    scan: z.object({ size: z.number(), mtime: z.string(), sha256: z.string().optional() }),
  }),
]);
