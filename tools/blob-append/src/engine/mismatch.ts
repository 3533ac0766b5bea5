import { Failure } from '@leat/pipe';
import { quoteName } from './sql.ts';

/** A column of a file that is not as the table has it. @param found undefined when it is missing; @param wanted so too */
export function mismatch(
  path: string,
  name: string,
  found: string | undefined,
  wanted: string | undefined,
): Failure {
  const column = `${path}: column ${quoteName(name)}`;
  if (found === undefined)
    return new Failure('reject', 'schema', `${column} is missing; the table has it as ${wanted ?? ''}`, {
      hint: 'write the file with all columns of the table',
    });
  if (wanted === undefined)
    return new Failure('reject', 'schema', `${column} (${found}) is unknown to the table`, {
      hint: 'leave it out, or let the table have new columns',
    });
  return new Failure('reject', 'schema', `${column} is ${found}, and in the table ${wanted}`, {
    hint: 'types are never changed silently: write the file with the type of the table',
  });
}
