const SIZES = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** @param bytes a count of bytes; shown with three digits and a decimal unit: `1.25 GB` */
export function formatSize(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < SIZES.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 ? value : value.toPrecision(3)} ${SIZES[unit]}`;
}

/** @param seconds shown in the two units that matter: `42 s`, `3 min 20 s`, `2 h 5 min`, `3 d 4 h` */
export function formatSeconds(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  if (whole < 86_400) return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
  return `${Math.floor(whole / 86_400)} d ${Math.floor((whole % 86_400) / 3600)} h`;
}

/** @param count shown with thousands apart: `1,204` */
export function formatCount(count: number): string {
  // Not toLocaleString: that one loads its tables for 18 ms at the end of every run.
  return String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
}
