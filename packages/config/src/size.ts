/** `512`, `512B`, `64KiB`, `1.5 GB`. A bare `K` is refused (1000 or 1024?), and so is `b` (bits?). */
export const SIZE = /^(\d+(?:\.\d+)?) ?((?:[kKmMgGtT]i?)?B)?$/;

const BYTES = {
  TiB: 1024 ** 4,
  TB: 1000 ** 4,
  GiB: 1024 ** 3,
  GB: 1000 ** 3,
  MiB: 1024 ** 2,
  MB: 1000 ** 2,
  KiB: 1024,
  kB: 1000,
  B: 1,
} as const;
const UNITS = Object.entries(BYTES);

/** @returns bytes, or undefined when the text is not a size or is beyond 2^53 */
export function parseSize(text: string): number | undefined {
  const [, amount, written = 'B'] = SIZE.exec(text) ?? [];
  if (amount === undefined) return undefined;
  const [, factor] = UNITS.find(([unit]) => unit.toLowerCase() === written.toLowerCase()) ?? [];
  // 1.1 GB is 1100000000.0000002 in floating point.
  const bytes = Math.round(Number(amount) * (factor ?? Number.NaN));
  return Number.isSafeInteger(bytes) ? bytes : undefined;
}

/** @param bytes spelled so that `parseSize` gives it back: `64KiB`, `1GB`, `1234B` */
export function spellSize(bytes: number): string {
  const [unit, factor] = UNITS.find(([, factor]) => bytes >= factor && bytes % factor === 0) ?? ['B', 1];
  return `${bytes / factor}${unit}`;
}
