import { Failure } from '@leat/pipe';
import { parseAddress } from '@leat/storage';
import type { FilePlace, RemoteFile } from '../server/api.ts';
import { confirm } from './confirm.ts';
import type { LocalFile } from './local-file.ts';
import { markerOf } from './mark-file.ts';
import { noteOf } from '../dataset/marker.ts';
import type { OpenDataset } from '../dataset/open-dataset.ts';
import { sendingOf } from './outgoing.ts';
import type { Run } from '../run.ts';
import type { WantedFile } from './wanted.ts';

/** A file that has arrived. */
export interface Sent {
  readonly file: RemoteFile;
  /** Undefined for a file by reference. */
  readonly sha256: string | undefined;
}

/** The same, while nobody has made sure of it. */
export interface Arrived extends Sent {
  /** It was written to while it was being read. */
  readonly changed: Failure | undefined;
}

/**
 * Sends one file once and makes sure of it.
 *
 * @throws Failure as `confirm` does, and what a request can meet; reject `path_not_allowed`, `no_path`
 */
export async function sendFile(
  run: Run,
  dataset: OpenDataset,
  wanted: WantedFile,
  local: LocalFile,
): Promise<Sent> {
  const folderId = await dataset.tree.folder(wanted.folder);
  const place = { datasetId: dataset.id, folderId };
  const send = run.values.mode === 'reference' ? sendByPath : sendBytes;
  const arrived = await run.uploads.use(() => send(run, dataset.key, place, wanted, local));
  return confirm(run, dataset, wanted, local, arrived);
}

async function sendBytes(
  { clowder, moved }: Run,
  key: string,
  place: FilePlace,
  wanted: WantedFile,
  local: LocalFile,
): Promise<Arrived> {
  const sending = sendingOf(wanted, local, key, moved);
  const [file] = await clowder.sendFiles(place, [sending]);
  return { file: file!, sha256: sending.sha256, changed: sending.changed };
}

async function sendByPath(
  { clowder }: Run,
  key: string,
  place: FilePlace,
  wanted: WantedFile,
  local: LocalFile,
): Promise<Arrived> {
  const address = parseAddress(wanted.uri);
  if (address.scheme !== 'file') {
    throw new Failure(
      'reject',
      'no_path',
      `${wanted.name}: ${wanted.uri} is no path that a server could read`,
      {
        hint: 'use --mode upload',
      },
    );
  }
  if (!address.path.endsWith(`/${wanted.storedAs}`)) {
    const message = `${wanted.name}: by reference a file keeps the name that it has at ${address.path}`;
    throw new Failure('reject', 'bad_name', message, { hint: 'use --mode upload' });
  }
  const note = noteOf(markerOf(key, wanted, local, undefined), wanted.metadata);
  return { file: await clowder.sendPath(place, address.path, note), sha256: undefined, changed: undefined };
}
