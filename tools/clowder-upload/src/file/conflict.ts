import { Failure } from '@leat/pipe';
import type { RemoteFile } from '../server/api.ts';
import { targetOf, type WantedFile } from './wanted.ts';

/** The failure that files are there with other content; it names the first few. */
export function conflict(
  pairs: readonly { readonly wanted: WantedFile; readonly different: readonly RemoteFile[] }[],
): Failure {
  const shown = pairs.slice(0, 5).map(({ wanted, different }) => `${targetOf(wanted)} (${different[0]!.id})`);
  const more = pairs.length > shown.length ? ` and ${pairs.length - shown.length} more` : '';
  const message = `the server has other content under the name of ${shown.join(', ')}${more}`;
  return new Failure('reject', 'conflict', message, {
    hint: 'say --on-conflict replace, keep-both or skip',
  });
}
