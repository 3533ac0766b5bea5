import { Failure } from '@leat/pipe';

/** The settings of Azure contradict each other or say too little. */
export function badCredentials(message: string, hint: string): Failure {
  return new Failure('fatal', 'bad_credentials', message, { hint });
}
