import { UsageFailure } from '@leat/pipe';

/** How rows are told to the tables of a directory. */
export interface PartitionSpec {
  readonly column: string;
  readonly by: 'value' | 'year' | 'month' | 'day';
  /** The name in the path: `month=2026-11`. */
  readonly name: string;
}

const PATTERN = /^(?<by>year|month|day)\((?<column>[^()]+)\)$/;

/** @throws UsageFailure `bad_partition` */
export function parsePartition(text: string): PartitionSpec {
  const groups = PATTERN.exec(text)?.groups;
  if (groups !== undefined) {
    const by = groups['by'] as 'year' | 'month' | 'day';
    return { column: groups['column']!.trim(), by, name: by };
  }
  if (text === '' || /[()=/]/.test(text))
    throw new UsageFailure(
      'bad_partition',
      `--partition ${text}: it is month(time), year(time), day(time) or a column`,
    );
  return { column: text, by: 'value', name: text };
}

/** How Hive, and all that read its directories, name rows without a value. */
const NO_VALUE = '__HIVE_DEFAULT_PARTITION__';

/**
 * Where the table of one value is: `TO/month=2026-11/part-0.parquet`.
 *
 * @param to address of the directory or prefix
 */
export function partitionUri(to: string, { name }: PartitionSpec, value: string | undefined): string {
  const shown = value === undefined ? NO_VALUE : encodeURIComponent(value);
  return `${to.replace(/\/+$/, '')}/${encodeURIComponent(name)}=${shown}/part-0.parquet`;
}

/** Whether an object is one of these tables, by its name. */
export function isPartition(uri: string, { name }: PartitionSpec): boolean {
  const [file, directory = ''] = uri.split('/').toReversed();
  return file === 'part-0.parquet' && directory.startsWith(`${encodeURIComponent(name)}=`);
}
