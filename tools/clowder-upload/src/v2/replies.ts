import * as z from 'zod';

/** The parts of the answers of Clowder 2 that are read. */
export const personReply = z.object({ id: z.string(), email: z.string() });
export const namedReply = z.object({ id: z.string(), name: z.string() });
export const fileReply = z.object({
  id: z.string(),
  name: z.string(),
  folder_id: z.string().nullish(),
  bytes: z.number(),
  version_num: z.number(),
  storage_type: z.string().default('minio'),
});
export const metadataReply = z.object({ id: z.string(), content: z.unknown() });

/** Lists are pages since beta.2, and were bare arrays before. */
export const pageReply = z.union([z.array(z.unknown()), z.object({ data: z.array(z.unknown()) })]);
