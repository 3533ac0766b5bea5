import { Failure, type Item } from '@leat/pipe';
import { parseAddress } from '@leat/storage';
import type { Clowder, Note } from '../server/api.ts';
import type { UploadRecord } from '../fields.ts';
import { safeName } from './safe-name.ts';

/** A dataset as it is to be on the server. */
export interface Wanted {
  /** Identity of the dataset; a record of one file has a key of its own. */
  readonly key: string;
  /** Undefined in a record of one file: it says nothing about the rest. */
  readonly rev: string | undefined;
  readonly category: string | undefined;
  readonly title: string;
  readonly description: string | undefined;
  readonly metadata: Note | undefined;
  readonly files: readonly WantedFile[];
}

export interface WantedFile {
  /** Path inside the dataset, as in the record. */
  readonly name: string;
  readonly uri: string;
  readonly version: string | undefined;
  readonly size: number | undefined;
  readonly contentType: string | undefined;
  readonly metadata: Note | undefined;
  /** Path of its folder on the server, `a/b`; '' is the root. */
  readonly folder: string;
  /** Its name on the server. */
  readonly storedAs: string;
}

/**
 * What a record asks for, in the names of this server.
 *
 * @param flatten all files go into the root
 * @throws Failure reject `bad_name`, `name_clash`
 */
export function wantedOf(
  { record, key, rev }: Pick<Item<UploadRecord>, 'record' | 'key' | 'rev'>,
  unsafe: Clowder['unsafe'],
  flatten: boolean,
): Wanted {
  const { dataset, files, uri = '', version, scan, contentType, metadata, description } = record;
  const title = dataset?.title ?? record.dataset_title!;
  const category = dataset?.category ?? record.category;
  const about = { title, category: category === '' ? undefined : category, description };
  const place = (file: Placeable): WantedFile => placed(file, unsafe, flatten);

  if (files !== undefined) {
    const wanted = files.map((file) => place(typeof file === 'string' ? { uri: file } : file));
    refuseClashes(wanted, flatten);
    return { ...about, key, rev, metadata, files: wanted };
  }
  const file = { uri, version, name: dataset?.name, size: scan?.size, contentType, metadata };
  const datasetKey = dataset?.key ?? [category, title].filter((part) => part !== undefined).join('/');
  return { ...about, key: datasetKey, rev: undefined, metadata: undefined, files: [place(file)] };
}

/** The parts of a file that say where it goes. */
interface Placeable {
  readonly uri?: string | undefined;
  readonly path?: string | undefined;
  readonly name?: string | undefined;
  readonly folder?: string | undefined;
  readonly version?: string | undefined;
  readonly size?: number | undefined;
  readonly contentType?: string | undefined;
  readonly metadata?: Note | undefined;
}

function placed(file: Placeable, unsafe: Clowder['unsafe'], flatten: boolean): WantedFile {
  const uri = file.uri ?? file.path!;
  const last = file.name ?? lastPart(uri);
  const folder = file.folder?.replaceAll(/^\/+|\/+$/g, '') ?? '';
  const name = folder === '' ? last : `${folder}/${last}`;
  const parts = name.split('/');
  if (parts.some((part) => part === '' || part === '.' || part === '..') || !name.isWellFormed()) {
    throw new Failure('reject', 'bad_name', `${JSON.stringify(name)} is no path inside a dataset`, {
      hint: 'names are relative, parts joined by single slashes',
    });
  }
  const base = parts.pop()!;
  const folders = flatten ? [] : parts.map((part) => safeName(part, unsafe.folder));
  const { version, size, contentType, metadata } = file;
  const storedAs = safeName(base, unsafe.file);
  return { name, uri, version, size, contentType, metadata, folder: folders.join('/'), storedAs };
}

function lastPart(uri: string): string {
  const address = parseAddress(uri);
  const path =
    address.scheme === 'file' ? address.path : address.scheme === 's3' ? address.key : address.blob;
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Where a file is to be, as one text. */
export function targetOf({ folder, storedAs }: Pick<WantedFile, 'folder' | 'storedAs'>): string {
  return folder === '' ? storedAs : `${folder}/${storedAs}`;
}

function refuseClashes(files: readonly WantedFile[], flatten: boolean): void {
  const placed = new Map<string, WantedFile>();
  for (const file of files) {
    const target = targetOf(file);
    const other = placed.get(target);
    if (other !== undefined) {
      // Files that are given by their paths alone all have the last part of it for a name.
      const of = file.name === other.name ? 'uri' : 'name';
      const message = `${other[of]} and ${file[of]} would both become ${target}`;
      const hint = flatten
        ? 'leave out --flatten'
        : 'give one of them another name: {"path": ..., "name": ...}';
      throw new Failure('reject', 'name_clash', message, { hint });
    }
    placed.set(target, file);
  }
}
