import type { Item } from '@leat/pipe';
import { fileResult } from './file/file-result.ts';
import { compare, type Comparison } from './file/compare.ts';
import type { Containers } from './dataset/containers.ts';
import type { FileStatus, Result, UploadRecord } from './fields.ts';
import { findDataset } from './dataset/find-dataset.ts';
import { checkLocal, type LocalFile } from './file/local-file.ts';
import { mapSlowly } from './map-slowly.ts';
import type { UploadSettings } from './options.ts';
import type { Run } from './run.ts';
import { openTree } from './dataset/tree.ts';
import { wantedOf, type WantedFile } from './file/wanted.ts';

const LOOKS_AT_ONCE = 16;

/** What an upload would do, file by file. Nothing is changed, and nothing is downloaded. */
export async function plan(run: Run, containers: Containers, item: Item<UploadRecord>): Promise<Result> {
  const { clowder, values, access } = run;
  const wanted = wantedOf(item, clowder.unsafe, values.flatten);
  const containerId = await containers.peek(wanted.category);
  const found = await findDataset(clowder, wanted, containerId);
  const id = found.is === 'absent' ? undefined : found.dataset.id;
  const tree = id === undefined ? undefined : await openTree(run, id, false);

  const files = await mapSlowly(wanted.files, LOOKS_AT_ONCE, async (file) => {
    // After a dry tool before us the file need not be there yet.
    const local = item.dryRun
      ? await checkLocal(file, access).catch(() => undefined)
      : await checkLocal(file, access);
    const comparison =
      tree && (await compare(run, { key: wanted.key, tree }, file, local, { mayDownload: false }));
    return planned(file, local, comparison, values);
  });
  return {
    api: clowder.api,
    url: clowder.url,
    ...(containerId !== undefined && { spaceId: containerId }),
    ...(id !== undefined && { datasetId: id, datasetUrl: clowder.datasetUrl(id) }),
    created: id === undefined,
    files,
  };
}

function planned(
  file: WantedFile,
  local: LocalFile | undefined,
  comparison: Comparison | undefined,
  values: UploadSettings['values'],
): Result['files'][number] {
  const status = comparison === undefined ? 'would-upload' : statusOf(comparison, values);
  const size = local?.size ?? file.size ?? 0;
  return fileResult(file, { size }, status, comparison?.same);
}

const ON_CONFLICT = {
  error: 'would-fail',
  skip: 'would-keep-theirs',
  replace: 'would-replace',
  'keep-both': 'would-keep-both',
} as const;

function statusOf(
  { same, different, unclear }: Comparison,
  { onConflict }: UploadSettings['values'],
): FileStatus {
  if (same !== undefined)
    return onConflict === 'replace' && different.length > 0 ? 'would-replace' : 'would-skip';
  if (unclear.length > 0) return 'would-compare';
  return different.length > 0 ? ON_CONFLICT[onConflict] : 'would-upload';
}
