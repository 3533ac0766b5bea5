import { joinRanges } from './byte-ranges.ts';
import { readChunk, type Chunk } from './chunk.ts';
import { FILE, GROUP, KEY_VALUE, META } from './fields.data.ts';
import type { Footer, RowGroup } from './footer.ts';
import { corrupt, ParquetError } from './parquet-error.ts';
import { columnsOf, readSchema, type Column } from './schema.ts';
import { readStatistic, type Statistic } from './statistic.ts';
import { decodeStruct } from './thrift/decode.ts';
import { fieldOf, structOf, structsOf, textOf, wholeOf } from './thrift/fields.ts';
import type { Struct } from './thrift/thrift.ts';

/** Members of the union ColumnOrder: TypeDefinedOrder and IEEE754TotalOrder, which differ in NaN and zeros only. */
const KNOWN_ORDERS = new Set([1, 2]);

/**
 * @param bytes FileMetaData, from `footerStart` on
 * @param size bytes of the whole file
 * @throws ParquetError `corrupt` or `encrypted`
 */
export function parseFooter(bytes: Uint8Array, footerStart: number, size: number): Footer {
  const tree = decodeStruct(bytes);
  if (fieldOf(tree, FILE.encryption) !== undefined) {
    throw new ParquetError('encrypted', 'the file has encrypted columns and a signed footer');
  }
  const schema = readSchema(tree);
  const columns = columnsOf(schema);
  const find = columnFinder(columns, structsOf(tree, FILE.columnOrders));
  const rowGroups = (structsOf(tree, FILE.rowGroups) ?? []).map((group, index) =>
    readGroup(group, index, columns, find),
  );
  return {
    size,
    footerStart,
    rows: countOf(tree, FILE.rows, 'the file'),
    columns,
    rowGroups,
    keyValues: keyValuesOf(tree),
    createdBy: textOf(tree, FILE.createdBy),
    schema,
    tree,
  };
}

interface Found {
  readonly column: Column;
  readonly index: number;
  readonly isOrdered: boolean;
}

function columnFinder(
  columns: readonly Column[],
  orders: readonly Struct[] | undefined,
): Map<string, Found | undefined> {
  const found = new Map<string, Found | undefined>();
  for (const [index, column] of columns.entries()) {
    const order = orders?.[index]?.[0]?.id;
    const isOrdered = order === undefined || KNOWN_ORDERS.has(order);
    // The field "b" of "a" and a column "a.b" have one name: it tells nothing then.
    found.set(column.name, found.has(column.name) ? undefined : { column, index, isOrdered });
  }
  return found;
}

function readGroup(
  tree: Struct,
  number: number,
  columns: readonly Column[],
  find: ReadonlyMap<string, Found | undefined>,
): RowGroup {
  const trees = structsOf(tree, GROUP.columns) ?? [];
  if (trees.length !== columns.length) {
    throw corrupt(`row group ${number} has ${trees.length} columns, the schema has ${columns.length}`);
  }
  const chunks = trees.map((chunk, index) =>
    readChunk(chunk, `column "${columns[index]?.name}" of row group ${number}`),
  );
  const ranges = joinRanges(chunks);
  return {
    rows: countOf(tree, GROUP.rows, `row group ${number}`),
    start: ranges[0]?.start ?? 0,
    end: ranges.at(-1)?.end ?? 0,
    ranges,
    compressedSize: chunks.reduce((sum, { start, end }) => sum + end - start, 0),
    statistic: (name) => statisticOf(chunks, find.get(name)),
    chunks,
    tree,
  };
}

function statisticOf(chunks: readonly Chunk[], found: Found | undefined): Statistic | undefined {
  const chunk = found === undefined ? undefined : chunks[found.index];
  const statistics = chunk === undefined ? undefined : structOf(chunk.meta, META.statistics);
  if (found === undefined || statistics === undefined) return undefined;
  return readStatistic(found.column, statistics, found.isOrdered);
}

function keyValuesOf(tree: Struct): Map<string, string> {
  const pairs = structsOf(tree, FILE.keyValues) ?? [];
  return new Map(
    pairs.map((pair) => [textOf(pair, KEY_VALUE.key) ?? '', textOf(pair, KEY_VALUE.value) ?? '']),
  );
}

function countOf(tree: Struct, id: number, of: string): number {
  const rows = wholeOf(tree, id);
  if (rows === undefined || rows < 0) throw corrupt(`${of} does not say how many rows it has`);
  return rows;
}
