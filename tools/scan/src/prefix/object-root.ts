import { parseAddress } from '@leat/storage';
import { badOption } from '../bad-option.ts';

/** Whether a ROOT is a prefix of an object store. An absolute path never looks like one. */
export function isObjectRoot(root: string): boolean {
  return /^(?:s3|az):\/\//.test(root);
}

/**
 * The address of a prefix without the slash at its end, so that `/` and a name can be put behind it. A root is a
 * directory: `s3://bucket/raw` has nothing of `s3://bucket/raw-2/`, and the whole bucket is `s3://bucket`.
 *
 * @throws Failure fatal `root_bad`
 */
export function objectRoot(root: string): string {
  const path = root.endsWith('/') ? root.slice(0, -1) : root;
  try {
    parseAddress(`${path}/`);
  } catch (thrown) {
    throw badOption(
      'root_bad',
      (thrown as Error).message,
      'as in s3://bucket/prefix/ or az://container/prefix/',
    );
  }
  return path;
}
