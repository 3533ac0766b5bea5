import { Failure } from '@leat/pipe';
import { bring, type Pair } from './bring.ts';
import { fileResult } from './file-result.ts';
import { confirm } from './confirm.ts';
import type { FileResult } from '../fields.ts';
import type { OpenDataset } from '../dataset/open-dataset.ts';
import { sendingOf } from './outgoing.ts';
import type { Run } from '../run.ts';
import { named } from './wording.ts';

/** Files up to this size take less time to send than to ask for. Bytes. */
const SMALL_BYTES = 64 * 1024;

/** What became of a file. */
export type Outcome = FileResult | Failure;

/**
 * Puts small new files of one folder together, as many as the server takes in one request; any other file stays
 * alone.
 */
export function groupSmall({ clowder, values }: Run, pairs: readonly Pair[]): readonly (readonly Pair[])[] {
  const groups: Pair[][] = [];
  const open = new Map<string, Pair[]>();
  for (const pair of pairs) {
    const { same, different, rubbish } = pair.comparison;
    const isNew = same === undefined && different.length === 0 && rubbish.length === 0;
    const isSmall = pair.local.size <= SMALL_BYTES && values.mode === 'upload';
    const group = isNew && isSmall ? open.get(pair.wanted.folder) : undefined;
    if (group !== undefined) group.push(pair);
    else groups.push([pair]);
    if (!isNew || !isSmall) continue;
    const grown = group ?? groups.at(-1)!;
    if (grown.length < clowder.filesPerRequest) open.set(pair.wanted.folder, grown);
    else open.delete(pair.wanted.folder);
  }
  return groups;
}

/**
 * Sends a group in one request. When something goes wrong, each file goes its own way, after a look at what has
 * arrived.
 *
 * @throws Failure of class fatal, and what is no failure
 */
export async function bringTogether(
  run: Run,
  dataset: OpenDataset,
  group: readonly Pair[],
): Promise<readonly Outcome[]> {
  const sendings = group.map(({ wanted, local }) => sendingOf(wanted, local, dataset.key, run.moved));
  const alone = (pair: Pair, looksFirst: boolean): Promise<Outcome> =>
    bring(run, dataset, pair, looksFirst).catch(notFatal);
  if (group.length === 1) return [await alone(group[0]!, false)];
  try {
    const folderId = await dataset.tree.folder(group[0]!.wanted.folder);
    const place = { datasetId: dataset.id, folderId };
    const files = await run.uploads.use(() => run.clowder.sendFiles(place, sendings));
    return await Promise.all(
      group.map(async (pair, index): Promise<Outcome> => {
        const { sha256, changed } = sendings[index]!;
        const arrived = { file: files[index]!, sha256, changed };
        const confirmed = await confirm(run, dataset, pair.wanted, pair.local, arrived).catch(
          (thrown: unknown) => notFatal(named(pair.wanted.name, thrown)),
        );
        if (!(confirmed instanceof Failure))
          return fileResult(pair.wanted, pair.local, 'uploaded', confirmed);
        return confirmed.class === 'retry' && confirmed.code !== 'not_stored' ? alone(pair, true) : confirmed;
      }),
    );
  } catch (thrown) {
    const failure = notFatal(thrown);
    run.log.debug(`${failure.message}; looking, then sending each of ${group.length} files alone`);
    return Promise.all(group.map((pair) => alone(pair, true)));
  }
}

function notFatal(thrown: unknown): Failure {
  if (thrown instanceof Failure && thrown.class !== 'fatal') return thrown;
  throw thrown;
}
