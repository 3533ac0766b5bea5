import { CHUNK, FILE, GROUP, META } from './fields.data.ts';
import type { Footer } from './footer.ts';
import { encodeStruct } from './thrift/encode.ts';
import { i64, list, structOf, struct, withFields } from './thrift/fields.ts';
import type { Struct } from './thrift/thrift.ts';
import { STRUCT } from './thrift/types.data.ts';

const NOT_CARRIED = [
  CHUNK.offsetIndexOffset,
  CHUNK.offsetIndexLength,
  CHUNK.columnIndexOffset,
  CHUNK.columnIndexLength,
];

/**
 * The end of a file, FileMetaData to PAR1, that lists only some row groups, at the same places: with the bytes of
 * these groups it makes a file that can be read where the others are holes. Page indexes and Bloom filters are left
 * out, since they lie elsewhere.
 *
 * @param groups their numbers, ascending
 */
export function onlyGroups(footer: Footer, groups: readonly number[]): Uint8Array {
  const chosen = groups.map((group) => footer.rowGroups[group]!);
  const rows = chosen.reduce((sum, group) => sum + group.rows, 0);
  const trees = chosen.map(({ tree, chunks }) =>
    withFields(tree, [
      list(
        GROUP.columns,
        STRUCT,
        chunks.map((chunk) => withoutIndexes(chunk.tree)),
      ),
      // Numbers with gaps would be a mistake for some readers; none at all is allowed.
      { id: GROUP.ordinal, value: undefined },
    ]),
  );
  const metadata = encodeStruct(
    withFields(footer.tree, [i64(FILE.rows, rows), list(FILE.rowGroups, STRUCT, trees)]),
  );
  const trailer = Buffer.alloc(8, 'PAR1');
  trailer.writeUInt32LE(metadata.length);
  return Buffer.concat([metadata, trailer]);
}

function withoutIndexes(chunk: Struct): Struct {
  const meta = withFields(structOf(chunk, CHUNK.meta)!, [
    { id: META.bloomOffset, value: undefined },
    { id: META.bloomLength, value: undefined },
  ]);
  return withFields(chunk, [
    struct(CHUNK.meta, meta),
    ...NOT_CARRIED.map((id) => ({ id, value: undefined })),
  ]);
}
