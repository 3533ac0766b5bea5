/** `500ms`, `30s`, `5m`, `1.5h`, `7d`; a bare number is seconds. */
export const DURATION = /^(\d+(?:\.\d+)?) ?(ms|s|m|h|d)?$/;

const SECONDS = new Map([
  ['d', 86_400],
  ['h', 3600],
  ['m', 60],
  ['s', 1],
]);

/** @returns seconds, or undefined when the text is not a duration */
export function parseDuration(text: string): number | undefined {
  const [, amount, unit = 's'] = DURATION.exec(text) ?? [];
  // Divided, not multiplied by 0.001: 1001 * 0.001 is not 1.001.
  if (unit === 'ms') return Number(amount) / 1000;
  const seconds = SECONDS.get(unit);
  return amount === undefined || seconds === undefined ? undefined : Number(amount) * seconds;
}

/** @param seconds spelled so that `parseDuration` gives it back: `90s`, `1h`, `250ms` */
export function spellDuration(seconds: number): string {
  for (const [unit, length] of SECONDS)
    if (seconds >= length && seconds % length === 0) return `${seconds / length}${unit}`;
  const milliseconds = Math.round(seconds * 1000);
  const isShort = seconds > 0 && seconds < 1 && milliseconds / 1000 === seconds;
  return isShort ? `${milliseconds}ms` : `${seconds}s`;
}
