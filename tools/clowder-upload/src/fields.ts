import * as z from 'zod';

/** MongoDB keeps 100 levels, some of which are around this. */
const MOST_LEVELS = 90;

const metadata = z
  .record(z.string(), z.unknown())
  .refine((it) => hasLevels(it, MOST_LEVELS), `has more than ${MOST_LEVELS} levels`);

/** Whether a value ends within so many levels of objects and lists. */
function hasLevels(value: unknown, most: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return most > 0 && Object.values(value).every((inner) => hasLevels(inner, most - 1));
}

/** It stands in a header. */
const contentType = z.string().regex(/^[ -~]*$/, 'must be printable ASCII');

/** A file as a source lists it, or a path, or a path with its particulars. */
const file = z.union(
  [
    z.string().min(1),
    z
      .object({
        uri: z.string().min(1).optional().describe('where it is'),
        path: z.string().min(1).optional().describe('where it is: another word for uri'),
        version: z.string().optional(),
        name: z
          .string()
          .min(1)
          .optional()
          .describe('path inside the dataset (default: the last part of where it is)'),
        folder: z.string().optional().describe('folder inside the dataset, in front of the name'),
        size: z.number().optional(),
        mtime: z.string().optional(),
        contentType: contentType.optional().describe('default: the server decides by the name'),
        metadata: metadata.optional().describe('goes onto the file'),
      })
      .refine((it) => it.uri !== undefined || it.path !== undefined, 'needs uri or path'),
  ],
  'must be a path, or an object with uri or path in which size is a number and metadata an object',
);

/** What it reads: a dataset with its files, one file of a dataset, or a plain request. */
export const reads = z
  .object({
    key: z.string(),
    uri: z.string().optional(),
    version: z.string().optional(),
    dataset: z
      .object({
        key: z.string().min(1).optional().describe('key of the dataset, for a record of one of its files'),
        category: z.string().optional(),
        title: z.string().min(1),
        name: z
          .string()
          .min(1)
          .optional()
          .describe('path inside the dataset, for a record of one of its files'),
      })
      .optional(),
    files: z.array(file).optional(),
    category: z.string().optional().describe('in a plain request'),
    dataset_title: z.string().min(1).optional().describe('in a plain request'),
    description: z.string().optional().describe('of the dataset, when it is made'),
    metadata: metadata.optional().describe('goes onto the dataset, or onto the file of a record of one file'),
    contentType: contentType.optional().describe('of the file of a record of one file'),
    scan: z.object({ size: z.number().optional() }).optional(),
  })
  .refine(
    (it) => it.dataset !== undefined || it.dataset_title !== undefined,
    'needs dataset or dataset_title',
  )
  .refine((it) => it.files !== undefined || it.uri !== undefined, 'needs files or uri');

export type UploadRecord = z.infer<typeof reads>;

export const fileStatuses = [
  'uploaded',
  'skipped',
  'replaced',
  'kept-both',
  'kept-theirs',
  'would-upload',
  'would-skip',
  'would-replace',
  'would-keep-both',
  'would-keep-theirs',
  'would-compare',
  'would-fail',
] as const;

export type FileStatus = (typeof fileStatuses)[number];

/** What it adds. */
export const adds = z.object({
  clowder: z.object({
    api: z.enum(['v1', 'v2']),
    url: z.string().describe('of the server'),
    spaceId: z.string().optional().describe('space of Clowder 1, or group of Clowder 2'),
    datasetId: z.string().optional(),
    datasetUrl: z.string().optional(),
    created: z.boolean().describe('this run made the dataset'),
    files: z.array(
      z.object({
        name: z.string().describe('path inside the dataset, as in the record'),
        storedAs: z.string().optional().describe('its name on the server, where that is another'),
        fileId: z.string().optional(),
        size: z.number(),
        sha256: z.string().optional(),
        status: z.enum(fileStatuses),
      }),
    ),
  }),
});

export type Result = z.infer<typeof adds>['clowder'];
export type FileResult = Result['files'][number];
