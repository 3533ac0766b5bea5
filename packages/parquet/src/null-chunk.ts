import { META, PAGE, STATISTICS, CHUNK } from './fields.data.ts';
import { PHYSICAL } from './logical.data.ts';
import type { Column } from './schema.ts';
import { encodeStruct } from './thrift/encode.ts';
import { i32, i64, list, struct, text } from './thrift/fields.ts';
import type { Struct } from './thrift/thrift.ts';
import { BINARY, I32 } from './thrift/types.data.ts';

const PLAIN = 0;
const RLE = 3;
const UNCOMPRESSED = 0;
const DATA_PAGE = 0;

/** A page counts its values in an i32. */
const PAGE_ROWS = 2 ** 30;

/** The pages of an optional column at the top of the schema that has only nulls, whatever its type. */
export function nullPages(rows: number): Uint8Array {
  const pages: Uint8Array[] = [];
  let left = rows;
  do {
    const count = Math.min(left, PAGE_ROWS);
    pages.push(nullPage(count));
    left -= count;
  } while (left > 0);
  return Buffer.concat(pages);
}

/** What a row group says about such a column (`parquet.thrift` ColumnChunk). */
export function nullChunk(column: Column, rows: number, start: number, size: number): Struct {
  return [
    i64(CHUNK.fileOffset, 0),
    struct(CHUNK.meta, [
      i32(META.type, PHYSICAL.indexOf(column.physical)),
      list(META.encodings, I32, [PLAIN, RLE]),
      list(
        META.path,
        BINARY,
        column.path.map((name) => text(0, name).value),
      ),
      i32(META.codec, UNCOMPRESSED),
      i64(META.values, rows),
      i64(META.uncompressedSize, size),
      i64(META.compressedSize, size),
      i64(META.dataPage, start),
      struct(META.statistics, [i64(STATISTICS.nulls, rows)]),
    ]),
  ];
}

/** A page of definition levels 0 and no values (`parquet.thrift` PageHeader). */
function nullPage(rows: number): Uint8Array {
  const levels = rows === 0 ? [] : [...varint(rows * 2), 0];
  const body = Buffer.from([levels.length, 0, 0, 0, ...levels]);
  const header = encodeStruct([
    i32(PAGE.type, DATA_PAGE),
    i32(PAGE.uncompressedSize, body.length),
    i32(PAGE.compressedSize, body.length),
    struct(PAGE.data, [i32(1, rows), i32(2, PLAIN), i32(3, RLE), i32(4, RLE)]),
  ]);
  return Buffer.concat([header, body]);
}

/** The length of a run of equal levels, times two (`Encodings.md`, RLE). */
function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) | 128, ...varint(Math.floor(value / 128))];
}
