import { formatAddress, type FileAddress } from './address.ts';
import { isoTime } from './iso-time.ts';
import type { ObjectInfo } from './store.ts';

/** The part of `fs.Stats` that tells contents apart; times in milliseconds with their fractions. */
export interface FileTimes {
  readonly size: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
}

/**
 * The version of a file: size, mtime and ctime in whole microseconds, `1024-1700000000123456-1700000000123456`. The
 * ctime is in it because a copy can set the mtime back (`rsync -a`, `touch -r`), but not the ctime.
 */
export function fileVersion({ size, mtimeMs, ctimeMs }: FileTimes): string {
  return `${size}-${microseconds(mtimeMs)}-${microseconds(ctimeMs)}`;
}

/** Small integers become text several times faster than large ones, and a scan makes two of these per file. */
function microseconds(milliseconds: number): string {
  const whole = Math.round(milliseconds * 1000);
  if (whole < 1e6) return String(whole);
  const seconds = Math.floor(whole / 1e6);
  return `${seconds}${String(1e6 + (whole - seconds * 1e6)).slice(1)}`;
}

export function infoOf(address: FileAddress, stats: FileTimes): ObjectInfo {
  return {
    uri: formatAddress(address),
    size: stats.size,
    mtime: isoTime(stats.mtimeMs),
    version: fileVersion(stats),
  };
}
