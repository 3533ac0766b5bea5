import { assemble } from './assemble.ts';
import type { Footer } from './footer.ts';
import { ParquetError } from './parquet-error.ts';
import { schemaDifferences } from './schema-differences.ts';

/** A range of the old file or of the delta, or new bytes. */
export type Piece =
  | { readonly from: 'old' | 'delta'; readonly start: number; readonly end: number }
  | { readonly bytes: Uint8Array };

/** What follows the kept bytes, in order. */
export type Tail = readonly Piece[];

/** How a file becomes the one with the rows of another behind its own. */
export interface Graft {
  /** Bytes [0, keep) of the old file stay as they are, where they are. */
  readonly keep: number;
  readonly tail: Tail;
  /** Bytes of the new file. */
  readonly size: number;
  /**
   * Where blocks of a block blob should end, ascending: the kept bytes, each new row group, what is before the footer,
   * the file.
   */
  readonly cuts: readonly number[];
}

export interface GraftOptions {
  /** Row groups at the end of the old file that the delta replaces: it has their rows. Default 0. */
  readonly dropLast?: number;
  /** Set or replaced; all others of the old file stay. */
  readonly keyValues?: Readonly<Record<string, string>>;
}

/**
 * Plans a file with the row groups of the old one and, behind them, those of the delta, without touching the bytes of
 * the old row groups. Schema, key-values and `created_by` are the old file's; page indexes of the delta are left out.
 *
 * @throws ParquetError `unsupported` when the schemas differ, `corrupt` when a footer contradicts itself
 */
export function graft(old: Footer, delta: Footer, options: GraftOptions = {}): Graft {
  const [difference] = schemaDifferences(old, delta);
  if (difference !== undefined) throw new ParquetError('unsupported', difference.message);
  return assemble(old, delta, options);
}
