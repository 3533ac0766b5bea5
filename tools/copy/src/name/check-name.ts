import { Failure } from '@leat/pipe';

/** The longest name of an S3 object, prefix included, and more than any other store takes. */
const LONGEST_BYTES = 1024;

/**
 * A name below the target: parts joined by single slashes, none of which leads anywhere else. What comes from a record
 * is never made to fit: two records could then get the same name.
 *
 * @throws Failure reject `bad_name`
 */
export function checkName(name: string): string {
  const why = whyBad(name);
  if (why === undefined) return name;
  throw new Failure(
    'reject',
    'bad_name',
    `${JSON.stringify(name.slice(0, 200))} cannot be the name of a copy: ${why}`,
    {
      hint: 'say with --name how copies are called',
    },
  );
}

function whyBad(name: string): string | undefined {
  if (name.includes('\0')) return 'it has a NUL';
  if (!name.isWellFormed()) return 'it is not well-formed Unicode';
  if (Buffer.byteLength(name) > LONGEST_BYTES) return `it is longer than ${LONGEST_BYTES} bytes`;
  const parts = name.split('/');
  if (parts.includes('')) return 'a part of it is empty';
  if (parts.includes('.') || parts.includes('..')) return 'a part of it leads to another directory';
  return undefined;
}
