import { parseAddress } from '@leat/storage';
import { resolve } from 'node:path';
import { badOption } from '../bad-option.ts';

/** What is meant to be an address, also a wrong one. A directory of such a name is `./s3:`. */
const ADDRESS = /^(?:[A-Za-z][A-Za-z0-9+.-]*:\/\/|(?:s3|az|file):)/i;

/** Whether a ROOT is a prefix of an object store. An absolute path never looks like one. */
export function isObjectRoot(root: string): boolean {
  return /^(?:s3|az):\/\//.test(root);
}

/**
 * A ROOT as an absolute path, or as the address of a prefix.
 *
 * @throws UsageFailure `root_bad`
 */
export function pathOfRoot(root: string): string {
  return ADDRESS.test(root) ? objectRoot(root) : resolve(root);
}

/**
 * The address of a prefix without the slash at its end, so that `/` and a name can be put behind it. A root is a
 * directory: `s3://bucket/raw` has nothing of `s3://bucket/raw-2/`, and the whole bucket is `s3://bucket`.
 */
function objectRoot(root: string): string {
  const path = root.endsWith('/') ? root.slice(0, -1) : root;
  try {
    if (parseAddress(`${path}/`).scheme !== 'file') return path;
  } catch (thrown) {
    throw badOption(
      'root_bad',
      (thrown as Error).message,
      'as in s3://bucket/prefix/ or az://container/prefix/',
    );
  }
  throw badOption('root_bad', `${root} is a URI`, 'give the path of the directory');
}
