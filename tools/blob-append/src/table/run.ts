import type { Log } from '@leat/pipe';
import type { Engine, Equality } from '../engine/index.ts';

/** What holds for every commit of a run. */
export interface AppendRules {
  readonly equality: Equality;
  /** What becomes of a column that the table has not. */
  readonly schema: 'exact' | 'add';
  /** Types of new columns, as DuckDB spells them. */
  readonly types: Readonly<Record<string, string>>;
  readonly rowGroupRows: number;
  /** A table of another program is taken to have no duplicates. */
  readonly assumesUnique: boolean;
  /** Somebody has said which rows of one key to keep: then the others are dropped from what was in the table before, too. */
  readonly mayDrop: boolean;
  readonly replaces: boolean;
}

/** What the commits of a run share. */
export interface AppendRun {
  readonly rules: AppendRules;
  readonly log: Log;
  readonly isDryRun: boolean;
  readonly signal: AbortSignal;
  /** DuckDB is started at the first call: a tick with nothing to do needs none. */
  engine(): Promise<Engine>;
  /** A name for a new file in the run's own directory, which is removed at its end. */
  newPath(): string;
}

/** The rules that decide what of a source gets into the table: with others, it is not known to be there. */
export function rulesText({ equality: { key, keep } }: AppendRules): string {
  return key === undefined ? 'row' : `${keep} of ${key.join()}`;
}
