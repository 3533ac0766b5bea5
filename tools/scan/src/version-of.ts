import { fileVersion } from '@leat/storage';
import type { FileEvent } from './walk/events.ts';

/** What a read must find: of an object its ETag, of a file its size and times. */
export function versionOf({ version, stats }: FileEvent): string {
  return version ?? fileVersion(stats);
}
