import { CHUNK, GROUP, META } from './fields.data.ts';
import { structOf, structsOf, wholeOf, withFields, i64, list, struct } from './thrift/fields.ts';
import type { Field, Struct } from './thrift/thrift.ts';
import { STRUCT } from './thrift/types.data.ts';

/** Everything in a chunk that is a position in the file. */
const CHUNK_OFFSETS = [CHUNK.fileOffset, CHUNK.offsetIndexOffset, CHUNK.columnIndexOffset];
const META_OFFSETS = [META.dataPage, META.indexPage, META.dictionaryPage, META.bloomOffset];

/** The row group with every position in it moved. 0 says "none" for writers that always set a field, and stays. */
export function moveGroup(group: Struct, move: (offset: number) => number): Struct {
  const chunks = (structsOf(group, GROUP.columns) ?? []).map((chunk) =>
    withFields(moveFields(chunk, CHUNK_OFFSETS, move), [
      struct(CHUNK.meta, moveFields(structOf(chunk, CHUNK.meta) ?? [], META_OFFSETS, move)),
    ]),
  );
  return withFields(moveFields(group, [GROUP.fileOffset], move), [list(GROUP.columns, STRUCT, chunks)]);
}

/** The row group without page indexes: those hold positions of pages themselves. */
export function withoutPageIndexes(group: Struct): Struct {
  const chunks = structsOf(group, GROUP.columns) ?? [];
  const bare = chunks.map((chunk) =>
    withFields(
      chunk,
      PAGE_INDEX_FIELDS.map((id) => ({ id, value: undefined })),
    ),
  );
  return withFields(group, [list(GROUP.columns, STRUCT, bare)]);
}

const PAGE_INDEX_FIELDS = [
  CHUNK.offsetIndexOffset,
  CHUNK.offsetIndexLength,
  CHUNK.columnIndexOffset,
  CHUNK.columnIndexLength,
];

function moveFields(tree: Struct, ids: readonly number[], move: (offset: number) => number): Struct {
  const changes: Field[] = [];
  for (const id of ids) {
    const offset = wholeOf(tree, id) ?? 0;
    if (offset > 0) changes.push(i64(id, move(offset)));
  }
  return withFields(tree, changes);
}
