import { Failure } from '@leat/pipe';
import { LOSSES } from './fidelity.data.ts';
import type { Leaf } from './parquet-columns.ts';
import { quoteName } from './sql.ts';

/** A stored column that would not come out of a rewrite as it went in. */
export interface LossyColumn {
  readonly column: string;
  /** What it holds, and what would become of it. */
  readonly loss: string;
  readonly hint: string;
}

/** Which columns cannot go through DuckDB without losing values: a table with one can only be grafted. */
export function lossyColumns(columns: readonly Leaf[]): readonly LossyColumn[] {
  return columns.flatMap((leaf) => {
    const found = LOSSES.find(({ is }) => is(leaf));
    return found === undefined ? [] : [{ column: leaf.name, loss: found.loss, hint: found.hint }];
  });
}

/** @throws Failure reject `schema` naming the first column that would lose something */
export function refuseLoss(path: string, leaves: readonly Leaf[]): void {
  const [first] = lossyColumns(leaves);
  if (first === undefined) return;
  const message = `${path}: column ${quoteName(first.column)} has ${first.loss}`;
  throw new Failure('reject', 'schema', message, { hint: first.hint });
}
