import { contentHash } from './content-hash.ts';
import type { Scope } from './scope.ts';
import { versionOf } from './version-of.ts';
import type { FileEvent } from './walk/events.ts';

/**
 * The sha256 of a listed file or object in hexadecimal; undefined when it has changed since.
 *
 * @throws Failure reject with the code of a trouble, when it cannot be read
 */
export function fileHash(file: FileEvent, { root, to }: Scope): Promise<string | undefined> {
  const place = `${file.directory.absolute}/${file.name}`;
  return root.objects === undefined
    ? contentHash(place, versionOf(file), to)
    : root.objects.hash(place, versionOf(file), to);
}
