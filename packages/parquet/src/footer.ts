import type { ByteRange, Chunk } from './chunk.ts';
import type { Column, SchemaNode } from './schema.ts';
import type { Statistic } from './statistic.ts';
import type { Struct } from './thrift/thrift.ts';

/** What the end of a Parquet file says about the file (`parquet.thrift` FileMetaData). */
export interface Footer {
  /** Bytes of the whole file. */
  readonly size: number;
  /** Where FileMetaData begins. */
  readonly footerStart: number;
  readonly rows: number;
  /** The leaves of the schema, in order. */
  readonly columns: readonly Column[];
  readonly rowGroups: readonly RowGroup[];
  readonly keyValues: ReadonlyMap<string, string>;
  readonly createdBy: string | undefined;
  readonly schema: SchemaNode;
  /** Everything as decoded, so that what nobody here knows survives a graft. */
  readonly tree: Struct;
}

export interface RowGroup {
  readonly rows: number;
  /** Its pages are within the bytes [start, end) of the file. */
  readonly start: number;
  readonly end: number;
  /** Where its pages are exactly; several ranges when the file has something else in between. */
  readonly ranges: readonly ByteRange[];
  /** Bytes of its pages. */
  readonly compressedSize: number;
  /** What the writer noted about a column, by the name of the column; undefined when it noted nothing. */
  statistic(column: string): Statistic | undefined;
  /** In the order of the columns. */
  readonly chunks: readonly Chunk[];
  readonly tree: Struct;
}
