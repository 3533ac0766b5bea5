const millisecondsPerDay = 86_400_000;
/** The last time that a `Date` can have. Some file systems keep later ones. */
const latest = 8.64e15;
const twoDigits = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));

let lastDay = Number.NaN;
let lastDate = '';

/**
 * A time of a file as ISO 8601 UTC. The same as `new Date(milliseconds).toISOString()`, about four times faster:
 * neighbours in a directory are mostly of the same day. A time that a Date cannot have becomes the nearest that it can.
 */
export function isoTime(milliseconds: number): string {
  const whole = Math.floor(Math.max(-latest, Math.min(milliseconds, latest)));
  const day = Math.floor(whole / millisecondsPerDay);
  if (day !== lastDay) {
    lastDay = day;
    lastDate = new Date(day * millisecondsPerDay).toISOString().slice(0, -13);
  }
  const rest = whole - day * millisecondsPerDay;
  const minutes = Math.floor(rest / 60_000);
  const hour = twoDigits[Math.floor(minutes / 60)];
  const minute = twoDigits[minutes % 60];
  const fraction = String(100_000 + (rest % 60_000));
  return `${lastDate}${hour}:${minute}:${fraction.slice(1, 3)}.${fraction.slice(3)}Z`;
}
