import { readable } from './readable.ts';
import type { Engine, Row } from './engine.ts';
import { refuseNames } from './refuse-names.ts';
import { quoteText } from './sql.ts';

/** A top-level column of a Parquet file. */
export interface ParquetColumn {
  readonly name: string;
  /** The DuckDB type that writes what it reads. */
  readonly type: string;
  readonly optional: boolean;
  /** What is stored: the column itself, or what is nested in it. */
  readonly leaves: readonly Leaf[];
}

/** A stored column. A `Column` of @leat/parquet is one too. */
export interface Leaf {
  /** Its path, joined by `.`. */
  readonly name: string;
  readonly physical: string;
  readonly logical: {
    readonly kind: string;
    readonly unit?: string;
    readonly utc?: boolean;
    readonly precision?: number;
  };
}

/** How every Parquet file is read: a folder of its path that looks like `month=2026-11` is no column. */
export function readParquet(path: string): string {
  return `read_parquet(${quoteText(path)}, hive_partitioning = false)`;
}

/** @throws Failure reject `unreadable`, `schema` (names that differ only in case, or that DuckDB keeps for itself) */
export async function parquetColumns(engine: Engine, path: string): Promise<readonly ParquetColumn[]> {
  const elements = await readable(path, 'Parquet', engine.rows(`FROM parquet_schema(${quoteText(path)})`));
  const described = await readable(path, 'Parquet', engine.rows(`DESCRIBE FROM ${readParquet(path)}`));
  const tops = topElements(elements);
  refuseNames(
    path,
    tops.map(({ element }) => text(element['name'])),
  );
  return tops.map(({ element, leaves }, index) => {
    const read = text(described[index]?.['column_type']);
    const isLocalMillis = leaves.length === 1 && read === 'TIMESTAMP' && leaves[0]?.logical.unit === 'millis';
    return {
      name: text(element['name']),
      type: isLocalMillis ? 'TIMESTAMP_MS' : read,
      optional: element['repetition_type'] !== 'REQUIRED',
      leaves,
    };
  });
}

interface Top {
  readonly element: Row;
  readonly leaves: readonly Leaf[];
}

/** The schema comes flat and depth first, with counts of children (`parquet.thrift` SchemaElement). */
function topElements(elements: readonly Row[]): readonly Top[] {
  const tops: Top[] = [];
  let at = 1;
  while (at < elements.length) {
    const element = elements[at] as Row;
    const leaves: Leaf[] = [];
    const walk = (above: readonly string[]): void => {
      const node = elements[at++] as Row;
      const path = [...above, text(node['name'])];
      const children = Number(node['num_children'] ?? 0);
      if (children === 0)
        leaves.push({ name: path.join('.'), physical: text(node['type']), logical: logicalOf(node) });
      for (let child = 0; child < children; child++) walk(path);
    };
    walk([]);
    tops.push({ element, leaves });
  }
  return tops;
}

function logicalOf(node: Row): Leaf['logical'] {
  const logical = text(node['logical_type']);
  const converted = text(node['converted_type']);
  if (node['precision'] !== null) return { kind: 'decimal', precision: Number(node['precision']) };
  const time = /^Time(?:stamp)?Type\(isAdjustedToUTC=(\d).*?(Milli|Micro|Nano)Seconds\(\)/.exec(logical);
  if (time?.[1] !== undefined && time[2] !== undefined) {
    const kind = logical.startsWith('Timestamp') ? 'timestamp' : 'time';
    return { kind, unit: `${time[2].toLowerCase()}s`, utc: time[1] === '1' };
  }
  // The older annotation means UTC: DuckDB reads it so, too.
  if (converted === 'TIMESTAMP_MILLIS') return { kind: 'timestamp', unit: 'millis', utc: true };
  const kind = /^([A-Za-z0-9]+)Type\(/.exec(logical)?.[1] ?? converted;
  return { kind: kind === '' ? 'none' : kind.toLowerCase() };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
