import { Failure } from '@leat/pipe';

/**
 * What DuckDB says, where a person can do something about it. Everything else that it refuses is a bug in the SQL
 * that we wrote, and keeps its own type.
 */
export function asEngineFailure(cause: unknown): unknown {
  const message = cause instanceof Error ? cause.message : String(cause);
  if (message.startsWith('Out of Memory Error'))
    return new Failure('fatal', 'out_of_memory', `not enough memory: ${firstLine(message)}`, {
      hint: 'smaller row groups or more memory would do',
      cause,
    });
  if (/No space left on device|Disk quota exceeded|max_temp_directory_size/.test(message))
    return new Failure('fatal', 'disk_full', `cannot write: ${firstLine(message)}`, {
      hint: 'free some space and run again',
      cause,
    });
  return cause;
}

/** What it says of a file that is not in the form it should have, without the excerpt of our SQL. */
export function firstLine(message: string): string {
  return message.split('\n', 1)[0] ?? message;
}
