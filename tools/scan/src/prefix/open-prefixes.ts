import type { ValuesOf } from '@leat/config';
import type { Access } from '@leat/storage';
import { badOption } from '../bad-option.ts';
import type { LabelledRoot } from '../labels.ts';
import type { options } from '../options.ts';
import { isObjectRoot } from './object-root.ts';
import { openObjects } from './objects.ts';

/**
 * Gives the roots in object stores what asks them.
 *
 * @throws Failure fatal `follow_bad`
 */
export function openPrefixes(
  roots: readonly LabelledRoot[],
  { follow }: Pick<ValuesOf<typeof options>, 'follow'>,
  access: Access,
): LabelledRoot[] {
  const opened = roots.map((root) =>
    isObjectRoot(root.path) ? { ...root, objects: openObjects(root.path, access) } : root,
  );
  if (follow && opened.every(({ path }) => isObjectRoot(path)))
    throw badOption('follow_bad', '--follow is about links, and an object store has none', 'leave it out');
  return opened;
}
