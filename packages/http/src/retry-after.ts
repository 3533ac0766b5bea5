/**
 * Reads a Retry-After header (RFC 9110 10.2.3): whole seconds, or an HTTP date.
 *
 * @param now milliseconds since 1970 that a date is counted from
 * @returns seconds from now, never negative; undefined when there is none or it is neither form
 */
export function readRetryAfter(header: string | undefined, now: number = Date.now()): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text);
  // Date.parse takes many more forms, such as "-1" and "Thu, 99 Jan".
  if (!/^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? .*\d\d:\d\d:\d\d/.test(text)) return undefined;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, (date - now) / 1000);
}
