import type { RemoteFile } from '../server/api.ts';
import { digestOf, type LocalFile } from './local-file.ts';
import { fileMarker, NO_DIGEST, serverDigest, type FileMarker } from '../dataset/marker.ts';
import type { OpenDataset } from '../dataset/open-dataset.ts';
import type { Run } from '../run.ts';
import { waitStored } from './wait-stored.ts';
import type { WantedFile } from './wanted.ts';

/** How a wanted file and what lies at its place on the server go together. */
export interface Comparison {
  /** It is there already. */
  readonly same: SameFile | undefined;
  /** Files of that name with other content. */
  readonly different: readonly RemoteFile[];
  /** What our own uploads left behind when they broke off. */
  readonly rubbish: readonly RemoteFile[];
  /** Files that only a download could tell apart, which was not allowed. */
  readonly unclear: readonly RemoteFile[];
}

interface SameFile {
  readonly file: RemoteFile;
  readonly sha256: string | undefined;
  /** It carries our marker; another one was put there by somebody else, or lost its marker on the way. */
  readonly isMarked: boolean;
}

export interface CompareRules {
  /** What has no digest is read back; without it, it stays unclear. */
  readonly mayDownload: boolean;
}

/**
 * Compares by content. Equal sizes prove nothing: what tells is the version that our marker says it is a copy of, a
 * digest, or reading it back.
 *
 * @param local undefined when the source cannot be looked at: only versions are compared then
 */
export async function compare(
  run: Run,
  dataset: Pick<OpenDataset, 'key' | 'tree'>,
  wanted: WantedFile,
  local: LocalFile | undefined,
  rules: CompareRules,
): Promise<Comparison> {
  let same: SameFile | undefined;
  const different: RemoteFile[] = [];
  const rubbish: RemoteFile[] = [];
  const unclear: RemoteFile[] = [];
  for (const file of dataset.tree.at(wanted)) {
    const seen = file.state === 'half' ? 'rubbish' : await look(run, dataset.key, wanted, local, file, rules);
    if (seen === 'rubbish') rubbish.push(file);
    else if (seen === 'different') different.push(file);
    else if (seen === 'unclear') unclear.push(file);
    // Of equal ones the marked one is ours; the others are somebody's copies.
    else if (seen !== 'gone' && (same === undefined || (!same.isMarked && seen.isMarked))) same = seen;
  }
  return { same, different, rubbish, unclear };
}

type Seen = SameFile | 'different' | 'rubbish' | 'unclear' | 'gone';

async function look(
  run: Run,
  key: string,
  wanted: WantedFile,
  local: LocalFile | undefined,
  file: RemoteFile,
  { mayDownload }: CompareRules,
): Promise<Seen> {
  const { clowder, values } = run;
  const size = local?.size ?? wanted.size;
  const notes = await clowder.readNotes('file', file.id);
  const marker = fileMarker(notes);
  const isMarked = marker !== undefined;
  if (marker?.sha256 === NO_DIGEST && marker.key === key) return 'rubbish';
  const isOurs = isMarked && isCopyOf(marker, key, wanted, local);
  // What was sent as this very version and is something else now was damaged on its way.
  const other = isOurs ? 'rubbish' : 'different';
  if (file.size !== undefined && size !== undefined && file.size !== size) return other;

  const readBack = async (): Promise<Seen> => {
    if (!mayDownload || local === undefined) return 'unclear';
    if ((await waitStored(run, file, local.size)) === undefined) return 'gone';
    const sha256 = await digestOf(await clowder.readFile(file.id));
    return sha256 === (await local.sha256()) ? { file, sha256, isMarked } : other;
  };
  if (values.verify === 'download' && values.mode === 'upload' && mayDownload) return readBack();
  if (isOurs) return { file, sha256: marker.sha256, isMarked };
  const sha256 = marker?.sha256 ?? serverDigest(notes);
  if (sha256 === undefined) return readBack();
  if (local === undefined) return 'unclear';
  return sha256 === (await local.sha256()) ? { file, sha256, isMarked } : 'different';
}

/** Made from the same file in the same version, which has its change time in it: nothing need be read. */
function isCopyOf(
  marker: FileMarker,
  key: string,
  wanted: WantedFile,
  local: LocalFile | undefined,
): boolean {
  const version = local?.version ?? wanted.version;
  const isSameSource = marker.key === key && marker.name === wanted.name && marker.uri === wanted.uri;
  return isSameSource && version !== undefined && marker.version === version;
}
