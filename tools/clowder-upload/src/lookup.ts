import type { Item, Lookup } from '@leat/pipe';
import { fileResult } from './file/file-result.ts';
import { compare } from './file/compare.ts';
import type { UploadRecord } from './fields.ts';
import { checkLocal, type LocalFile } from './file/local-file.ts';
import { mapSlowly } from './map-slowly.ts';
import type { Run } from './run.ts';
import type { Sessions } from './dataset/sessions.ts';
import { resultOf } from './upload.ts';
import { wantedOf, type WantedFile } from './file/wanted.ts';

const LOOKS_AT_ONCE = 16;

/**
 * Whether all that a record asks for is on the server: the comparison that an upload makes, without changing or
 * downloading anything. A record that is there in part is absent: an upload completes it.
 */
export async function lookup(run: Run, sessions: Sessions, item: Item<UploadRecord>): Promise<Lookup> {
  const { clowder, values } = run;
  const wanted = wantedOf(item, clowder.unsafe, values.flatten);
  const found = await sessions.peek(wanted, async (dataset) => {
    if (wanted.rev !== undefined && dataset.marker.rev !== wanted.rev) return undefined;
    const files = await mapSlowly(wanted.files, LOOKS_AT_ONCE, async (file) => {
      const local = await localOf(file, run);
      const { same, rubbish } = await compare(run, dataset, file, local, { mayDownload: false });
      if (same?.isMarked !== true || rubbish.length > 0) return undefined;
      if (same.file.state === 'unsure' && (await clowder.getFile(same.file.id))?.isStored !== true)
        return undefined;
      return fileResult(file, { size: local?.size ?? same.file.size ?? file.size ?? 0 }, 'skipped', same);
    });
    const there = files.filter((it) => it !== undefined);
    return there.length === files.length ? resultOf(run, dataset, there) : undefined;
  });
  return found === undefined ? { is: 'absent' } : { is: 'found', members: { clowder: found } };
}

/** A file whose version the record names need not be looked at: the marker names the same one, or another. */
async function localOf(file: WantedFile, { access }: Run): Promise<LocalFile | undefined> {
  return file.version === undefined ? checkLocal(file, access).catch(() => undefined) : undefined;
}
