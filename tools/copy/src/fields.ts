import * as z from 'zod';

const file = z.looseObject({
  uri: z.string().min(1),
  version: z.string().optional().describe('what must be there'),
  name: z.string().min(1).optional().describe('path inside the dataset (default: the last part of uri)'),
});

/** What it reads: one file or object, or a dataset of several. */
export const reads = z
  .object({
    key: z.string(),
    uri: z.string().min(1).optional().describe('where it is'),
    version: z.string().optional().describe('what must be there'),
    files: z.array(file).optional().describe('of a dataset: all of them are copied'),
  })
  .refine((it) => it.uri !== undefined || it.files !== undefined, 'needs uri or files');

export type CopyRecord = z.infer<typeof reads>;

export const statuses = [
  'copied',
  'resumed',
  'replaced',
  'present',
  'kept-theirs',
  'would-copy',
  'would-replace',
  'would-keep-theirs',
  'would-compare',
  'would-fail',
] as const;

export type Status = (typeof statuses)[number];

const one = z.object({
  from: z.string().describe('where it was'),
  fromVersion: z.string().optional(),
  to: z.string().describe('where it is now'),
  size: z.number().optional().describe('bytes'),
  md5: z.string().optional().describe('hexadecimal, where the store knows it'),
  status: z.enum(statuses),
  how: z
    .enum(['stream', 'server'])
    .optional()
    .describe('the bytes came through this machine, or stayed in the store; none when nothing was copied'),
});

/** What it adds. `uri`, `version` and those of `files` are those of the copies. */
export const adds = z.object({
  copy: z.union([
    one,
    z.object({
      from: z.string().optional().describe('where the dataset was'),
      to: z.string(),
      size: z.number().describe('bytes of all files'),
      files: z.array(one.extend({ name: z.string() })),
    }),
  ]),
});

export type FileResult = z.infer<typeof one>;
