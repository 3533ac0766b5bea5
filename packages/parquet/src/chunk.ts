import { CHUNK, META } from './fields.data.ts';
import { corrupt, ParquetError } from './parquet-error.ts';
import { fieldOf, structOf, wholeOf } from './thrift/fields.ts';
import type { Struct } from './thrift/thrift.ts';

/** Bytes [start, end) of a file. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** The pages of one column in one row group. */
export interface Chunk extends ByteRange {
  readonly tree: Struct;
  readonly meta: Struct;
  /** Counts nulls too, and every element of a list. */
  readonly values: number;
}

/** @throws ParquetError `corrupt`, or `encrypted` when the column is */
export function readChunk(tree: Struct, where: string): Chunk {
  if (fieldOf(tree, CHUNK.crypto) !== undefined) throw new ParquetError('encrypted', `${where} is encrypted`);
  const meta = structOf(tree, CHUNK.meta);
  if (meta === undefined) throw corrupt(`${where} has no metadata`);
  const size = required(meta, META.compressedSize, where);
  const values = required(meta, META.values, where);
  const dataPage = required(meta, META.dataPage, where);
  const dictionaryPage = wholeOf(meta, META.dictionaryPage) ?? 0;
  // Some writers say 0 where there is no dictionary page.
  const start = dictionaryPage > 0 ? Math.min(dictionaryPage, dataPage) : dataPage;
  return { tree, meta, values, start, end: start + size };
}

/** A number that has to be there, and not below 0. */
function required(meta: Struct, id: number, where: string): number {
  const value = wholeOf(meta, id);
  if (value === undefined || value < 0) throw corrupt(`${where}: field ${id} of its metadata is ${value}`);
  return value;
}
