import { Failure } from '@leat/pipe';
import type * as z from 'zod';

/**
 * Takes what is needed out of an answer. Both versions of Clowder say "success" at times when there was none: 200
 * with `{"status":"error"}` is what Clowder 1 makes of a failed insert.
 *
 * @param what it is an answer about
 * @throws Failure retry `unexpected_answer`
 */
export function readReply<T>(schema: z.ZodType<T>, what: string, answer: unknown): T {
  const { success, data } = schema.safeParse(answer);
  if (success) return data;
  const shown = JSON.stringify(answer)?.slice(0, 200) ?? 'nothing';
  throw new Failure('retry', 'unexpected_answer', `${what}: the server answers ${shown}`);
}
