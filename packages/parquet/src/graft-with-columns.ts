import { assemble, type Growth } from './assemble.ts';
import { ELEMENT, FILE, GROUP } from './fields.data.ts';
import type { Footer, RowGroup } from './footer.ts';
import { graft, type Graft, type GraftOptions } from './graft.ts';
import { withKeyValues } from './key-values.ts';
import { nullChunk, nullPages } from './null-chunk.ts';
import { ParquetError } from './parquet-error.ts';
import { schemaDifferences } from './schema-differences.ts';
import type { Column, SchemaNode } from './schema.ts';
import { i32, i64, list, struct, structsOf, wholeOf, withFields } from './thrift/fields.ts';
import type { Struct } from './thrift/thrift.ts';
import { STRUCT } from './thrift/types.data.ts';

/**
 * Like `graft`, for a delta that has columns which the old file has not: they are added at the end of the schema, and
 * the old row groups get nulls in them, some 40 bytes per column and distinct size of a group. The key-value
 * `ARROW:schema` goes, as it contradicts the new schema.
 *
 * @throws ParquetError `unsupported` when a new column is not a plain optional one at the top of the schema, or the
 *   schemas differ in anything else
 */
export function graftWithColumns(old: Footer, delta: Footer, options: GraftOptions = {}): Graft {
  const differences = schemaDifferences(old, delta);
  if (differences.length === 0) return graft(old, delta, options);
  const other = differences.find(({ kind }) => kind !== 'extra');
  if (other !== undefined) throw new ParquetError('unsupported', other.message);
  const added = differences.map(({ column }) => addable(delta, column));
  return assemble(old, delta, options, growBy(old, delta, added));
}

type Leaf = SchemaNode & { readonly column: Column };

function addable({ schema }: Footer, name: string): Leaf {
  const node = schema.children.find((child) => child.path.join('.') === name);
  if (node?.column === undefined || node.repetition !== 'optional') {
    const message = `column "${name}" cannot be added: only optional columns without parts can`;
    throw new ParquetError('unsupported', message);
  }
  return { ...node, column: node.column };
}

function growBy(old: Footer, delta: Footer, added: readonly Leaf[]): Growth {
  const order = chunkOrder(old, delta, added);
  const isReordered = order.some((from, to) => from !== to);
  /** Where the nulls for groups of so many rows begin, from the start of the new bytes. */
  const places = new Map<number, number>();
  return {
    file: withColumns(old, added),
    bytes: (kept: readonly RowGroup[]) => {
      const bytes: Uint8Array[] = [];
      let length = 0;
      for (const rows of new Set(kept.map((group) => group.rows))) {
        const pages = nullPages(rows);
        places.set(rows, length);
        length += pages.length * added.length;
        for (const _ of added) bytes.push(pages);
      }
      return Buffer.concat(bytes);
    },
    keptGroup: (tree, rows, start) => {
      const size = nullPages(rows).length;
      const first = start + (places.get(rows) ?? 0);
      const chunks = added.map(({ column }, index) => nullChunk(column, rows, first + index * size, size));
      return withChunks(tree, chunks, size * added.length);
    },
    liftedGroup: (tree) => {
      const chunks = structsOf(tree, GROUP.columns) ?? [];
      const ordered = order.map((from) => chunks[from] ?? []);
      // The columns that it is sorted by are given by their number.
      const sorting = isReordered ? [{ id: GROUP.sorting, value: undefined }] : [];
      return withFields(tree, [list(GROUP.columns, STRUCT, ordered), ...sorting]);
    },
  };
}

/** For each column of the new schema, its number in the delta. */
function chunkOrder(old: Footer, delta: Footer, added: readonly Leaf[]): number[] {
  const names = [...old.columns, ...added.map(({ column }) => column)].map(({ path }) => path.join('\0'));
  const inDelta = delta.columns.map(({ path }) => path.join('\0'));
  return names.map((name) => inDelta.indexOf(name));
}

function withColumns({ tree }: Footer, added: readonly Leaf[]): Struct {
  const [root = [], ...elements] = structsOf(tree, FILE.schema) ?? [];
  const children = (wholeOf(root, ELEMENT.children) ?? 0) + added.length;
  const schema = [withFields(root, [i32(ELEMENT.children, children)]), ...elements];
  const orders = structsOf(tree, FILE.columnOrders);
  const typeDefined: Struct = [struct(1, [])];
  return withFields(withKeyValues(tree, { 'ARROW:schema': undefined }), [
    list(FILE.schema, STRUCT, [...schema, ...added.map(({ element }) => element)]),
    ...(orders === undefined
      ? []
      : [list(FILE.columnOrders, STRUCT, [...orders, ...added.map(() => typeDefined)])]),
  ]);
}

function withChunks(group: Struct, chunks: readonly Struct[], size: number): Struct {
  const compressed = wholeOf(group, GROUP.compressedSize);
  return withFields(group, [
    list(GROUP.columns, STRUCT, [...(structsOf(group, GROUP.columns) ?? []), ...chunks]),
    i64(GROUP.totalByteSize, (wholeOf(group, GROUP.totalByteSize) ?? 0) + size),
    ...(compressed === undefined ? [] : [i64(GROUP.compressedSize, compressed + size)]),
  ]);
}
