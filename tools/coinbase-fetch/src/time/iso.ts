/** @param seconds since 1970 @returns ISO 8601 in UTC, without fractions */
export function isoOf(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
}
