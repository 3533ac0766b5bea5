import { checkFooter } from './check-footer.ts';
import { FILE } from './fields.data.ts';
import type { Footer, RowGroup } from './footer.ts';
import type { Graft, GraftOptions, Piece } from './graft.ts';
import { graftLayout } from './graft-layout.ts';
import { withKeyValues } from './key-values.ts';
import { moveGroup, withoutPageIndexes } from './move-group.ts';
import { withOrdinals } from './ordinals.ts';
import { corrupt } from './parquet-error.ts';
import { encodeStruct } from './thrift/encode.ts';
import { i64, list, withFields } from './thrift/fields.ts';
import type { Struct } from './thrift/thrift.ts';
import { STRUCT } from './thrift/types.data.ts';

/** What the new schema asks for beyond that of the old file. */
export interface Growth {
  readonly file: Struct;
  /** Bytes behind the kept ones, at `start`, that the groups may point to. */
  bytes(kept: readonly RowGroup[]): Uint8Array;
  keptGroup(tree: Struct, rows: number, start: number): Struct;
  liftedGroup(tree: Struct): Struct;
}

/** The plan of a graft whose schemas are known to fit. */
export function assemble(old: Footer, delta: Footer, options: GraftOptions, growth?: Growth): Graft {
  checkSound('the table', old);
  checkSound('the new rows', delta);
  const kept = old.rowGroups.slice(0, Math.max(0, old.rowGroups.length - (options.dropLast ?? 0)));
  const lifted = delta.rowGroups.filter(({ rows }) => rows > 0);
  const between = growth?.bytes(kept) ?? new Uint8Array();
  const { keep, body, carried, footerStart, moveOld, moveDelta } = graftLayout(
    old,
    kept,
    delta,
    lifted,
    between.length,
  );
  const groups = [
    ...kept.map(({ tree, rows }) => {
      const moved = carried.length === 0 ? tree : moveGroup(tree, moveOld);
      return growth === undefined ? moved : growth.keptGroup(moved, rows, keep);
    }),
    ...lifted.map(({ tree }) => {
      const moved = moveGroup(withoutPageIndexes(tree), moveDelta);
      return growth === undefined ? moved : growth.liftedGroup(moved);
    }),
  ];
  const file = withFields(withKeyValues(growth?.file ?? old.tree, options.keyValues ?? {}), [
    i64(
      FILE.rows,
      [...kept, ...lifted].reduce((sum, { rows }) => sum + rows, 0),
    ),
    list(
      FILE.rowGroups,
      STRUCT,
      withOrdinals(
        groups,
        old.rowGroups.map(({ tree }) => tree),
      ),
    ),
  ]);
  const footer = trailing(file);
  const size = footerStart + footer.length;
  const tail: Piece[] = [
    { bytes: between },
    { from: 'delta', ...body },
    ...carried.map((range) => ({ from: 'old' as const, ...range })),
    { bytes: footer },
  ];
  const cuts = [keep, ...lifted.map(({ end }) => moveDelta(end)), footerStart, size];
  return {
    keep,
    tail: tail.filter((piece) => ('bytes' in piece ? piece.bytes.length > 0 : piece.end > piece.start)),
    size,
    cuts: [...new Set(cuts)].sort((a, b) => a - b),
  };
}

function checkSound(what: string, footer: Footer): void {
  const [problem] = checkFooter(footer);
  if (problem !== undefined) throw corrupt(`${what}: ${problem}`);
}

/** FileMetaData, its length and the magic bytes. */
function trailing(file: Struct): Uint8Array {
  const encoded = encodeStruct(file);
  const trailer = Buffer.alloc(8, 'xxxxPAR1', 'latin1');
  trailer.writeUInt32LE(encoded.length, 0);
  return Buffer.concat([encoded, trailer]);
}
