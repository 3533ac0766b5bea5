import * as z from 'zod';
import { query, type Calls } from '../server/calls.ts';
import { readReply } from '../server/read-reply.ts';
import { pageReply } from './replies.ts';

/** The server builds a page in one document of 16 MB at most; without a limit there are 10, and 0 is an error. */
const PAGE = 200;
/** Lists that change while they are read are read again so often. */
const ROUNDS = 3;

/**
 * All items of a list, page by page. What is added or removed meanwhile shifts the pages; so each page begins with the
 * last item of the one before, and when that is another one now, the list is read again.
 */
export async function listAll<T extends { readonly id: string }>(
  calls: Calls,
  path: string,
  item: z.ZodType<T>,
  parameters: Readonly<Record<string, string | boolean | undefined>> = {},
): Promise<readonly T[]> {
  const seen = new Map<string, T>();
  for (let round = 1; round <= ROUNDS; round++) {
    const items = new Map<string, T>();
    let hasShifted = false;
    let last: T | undefined;
    for (let skip = 0; ; skip += PAGE - 1) {
      const page = readReply(
        pageReply,
        path,
        await calls.list(`${path}${query({ ...parameters, skip, limit: PAGE })}`),
      );
      const data = readReply(z.array(item), path, Array.isArray(page) ? page : page.data);
      hasShifted ||= last !== undefined && data[0]?.id !== last.id;
      for (const found of data) items.set(found.id, found);
      last = data.at(-1);
      if (data.length < PAGE) break;
    }
    if (!hasShifted) return [...items.values()];
    for (const [id, found] of items) seen.set(id, found);
  }
  return [...seen.values()];
}
