import { look, readTable, unlessChanged } from './look.ts';
import { hasSource, metadataHasSource } from './markers.ts';
import { nothingToDo, type Outcome } from './outcome.ts';
import type { Place } from './place.ts';
import { rulesText, type AppendRun } from './run.ts';
import type { Input } from '../input/input.ts';

const KNOWN = 'the source was appended in this version';

/**
 * One attempt to get rows into a table, from looking at it to the commit. Each look is at one version, and the commit
 * is for that version only. What a tick with nothing to do has no use for is loaded when it is needed.
 *
 * @throws StorageError `changed`, `exists` when another writer was faster: start over
 */
export async function append(run: AppendRun, place: Place, input: Input): Promise<Outcome> {
  const looking = look(place);
  // Of rows nothing is known beforehand, so DuckDB is needed: it starts while the store answers.
  if (input.sources.length === 0) run.engine().catch(() => {});
  const info = await looking;
  if (run.rules.replaces || info === undefined)
    return (await import('./create.ts')).create(run, place, input, info);
  const rules = rulesText(run.rules);
  const { sources } = input;
  const isKnown = (test: (source: (typeof sources)[number]) => boolean): boolean =>
    sources.length > 0 && sources.every(test);
  if (isKnown((it) => metadataHasSource(info.metadata, it, rules))) return nothingToDo({ info }, KNOWN);
  const seen = await readTable(place, info);
  if (isKnown((it) => hasSource(seen.footer, it, rules))) return nothingToDo(seen, KNOWN);
  const { appendTo } = await import('./append-to.ts');
  return unlessChanged(place, info, appendTo(run, place, input, seen));
}
