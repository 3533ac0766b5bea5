import { UsageFailure } from '@leat/pipe';
import type { Equality } from './engine/index.ts';
import type { AppendSettings } from './options.ts';
import type { AppendRules } from './table/run.ts';

/**
 * What holds for every commit, out of the settings.
 *
 * @throws UsageFailure
 */
export function rulesOf({ values, origin }: AppendSettings): AppendRules {
  return {
    equality: equalityOf(values.key, values.keep, values.partition),
    schema: values.schema,
    types: typesOf(values.type),
    rowGroupRows: values.rowGroupRows,
    assumesUnique: values.assumeUnique,
    mayDrop: origin('blob-append', 'keep') !== 'default',
    replaces: values.replace,
  };
}

function equalityOf(
  text: string | undefined,
  keep: Equality['keep'],
  partition: string | undefined,
): Equality {
  if (text === undefined) {
    if (keep !== 'first')
      throw new UsageFailure(
        'no_key',
        `--keep ${keep} needs --key: rows that are equal in all columns are the same`,
      );
    return { keep };
  }
  const key = text.split(',').map((name) => name.trim());
  if (key.includes('') || new Set(key).size < key.length)
    throw new UsageFailure('bad_key', `--key ${text}: it has an empty name or one twice`);
  // A column that is the partition is the same for all rows of a table, and not in it.
  const within = key.filter((name) => name !== partition);
  if (within.length === 0)
    throw new UsageFailure(
      'bad_key',
      `--key ${text} with --partition ${text}: each table would have one row`,
    );
  return { key: within, keep };
}

function typesOf(given: readonly string[]): Record<string, string> {
  const pairs = given.map((text) => {
    const at = text.lastIndexOf('=');
    if (at < 1 || at === text.length - 1)
      throw new UsageFailure('bad_type', `--type ${text}: it is COLUMN=TYPE, as in open=DOUBLE`);
    return [text.slice(0, at), text.slice(at + 1)] as const;
  });
  return Object.fromEntries(pairs);
}
