import type { CommandContext } from '@leat/pipe';
import type { Access } from '@leat/storage';
import { absolute } from '../absolute.ts';
import { openRun } from '../open-run.ts';
import { resultOf } from '../result.ts';
import { whileOvertaken } from '../table/attempts.ts';
import { compactTable } from '../table/compact.ts';
import { unlessChanged } from '../table/look.ts';
import { openPlace } from '../table/place.ts';
import { requireTable } from './show.ts';

/** Writes a table again, in full row groups; its rows, their order and its key-values stay. */
export async function compact(
  uri: string,
  rowGroupRows: number,
  access: Access,
  to: CommandContext,
): Promise<void> {
  const rules = {
    equality: { keep: 'first' },
    schema: 'exact',
    types: {},
    rowGroupRows,
    assumesUnique: true,
    mayDrop: false,
    replaces: false,
  } as const;
  const run = openRun(rules, to);
  const place = await openPlace(absolute(uri), access, to);
  let attempts = 0;
  try {
    const outcome = await whileOvertaken(
      { uri: place.uri, signal: to.signal, log: to.log },
      async (number) => {
        attempts = number;
        const seen = await requireTable(place);
        return unlessChanged(place, seen.info, compactTable(run, place, seen));
      },
    );
    await to.print(resultOf(place, outcome, attempts, undefined));
  } finally {
    await run.close();
  }
}
