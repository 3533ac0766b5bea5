import * as z from 'zod';

/** The parts of the answers of Clowder 1 that are read. Sizes are texts there; other members come and go. */
export const personReply = z.object({
  id: z.string(),
  fullName: z.string().optional(),
  email: z.string().nullish(),
});
export const containerReply = z.object({ id: z.string(), name: z.string() });
export const datasetReply = z.object({
  id: z.string(),
  name: z.string(),
  spaces: z.array(z.string()).default([]),
});
export const folderReply = z.object({ id: z.string(), name: z.string() });
export const listedFileReply = z.object({
  id: z.string(),
  filename: z.string(),
  size: z.coerce.number(),
  folders: z.object({ id: z.string() }).optional(),
});
export const fileReply = z.object({
  filename: z.string(),
  size: z.coerce.number(),
  /** Releases before 1.18 have none. */
  status: z.string().nullish(),
  path: z.string().optional(),
});
export const metadataReply = z.object({ content: z.unknown(), agent: z.unknown() });
export const idReply = z.object({ id: z.string() });
/** One file is answered by its id, several by a list. */
export const uploadReply = z.union([idReply, z.object({ ids: z.array(idReply).min(1) })]);
