import { isoTime } from '@leat/storage';
import type { Directory, FileEvent } from './walk/events.ts';
import { inJson } from './in-json.ts';
import type { DatasetName } from './layout.ts';
import { versionOf } from './version-of.ts';

/** An open directory, on its way to be a dataset or none. */
export interface Gathering {
  readonly directory: Directory;
  /** What it is called as a dataset; undefined as soon as it is known to be none. */
  name: DatasetName | undefined;
  count: number;
  /** Bytes of all files. */
  size: number;
  /** Path of the first file below the root. */
  first: string;
  /** When it last changed, in milliseconds. */
  changedMs: number;
  /** Why it is held back, if it is, and the path below the root that is to blame. */
  held: { readonly why: string; readonly path: string } | undefined;
  isMarked: boolean;
  /** Something in it was not asked for: without files it is not empty. */
  isPicked: boolean;
  /** Its files as JSON. */
  readonly list: string[];
  listBytes: number;
  isTooLong: boolean;
  /** What the rev is made of: name and version of each file. */
  readonly identity: string[];
}

export function openGathering(directory: Directory, name: DatasetName | undefined): Gathering {
  return {
    directory,
    name,
    count: 0,
    size: 0,
    first: '',
    changedMs: 0,
    held: undefined,
    isMarked: false,
    isPicked: false,
    list: [],
    listBytes: 0,
    isTooLong: false,
    identity: [],
  };
}

/** It is no dataset after all: of its files only the count matters. */
export function giveUp(gathering: Gathering): void {
  gathering.name = undefined;
  dropList(gathering);
}

/** The first reason stays. */
export function hold(gathering: Gathering, why: string, path: string): void {
  gathering.held ??= { why, path };
  dropList(gathering);
}

/**
 * Adds a file to the list, or notices that the list would be too long.
 *
 * @param inside path in the dataset
 * @param longest bytes that the list may have
 */
export function addToList(
  gathering: Gathering,
  file: FileEvent,
  inside: string,
  sha256: string | undefined,
  longest: number,
): void {
  const { directory, name, stats } = file;
  const version = versionOf(file);
  const hash = sha256 === undefined ? '' : `,"sha256":"${sha256}"`;
  const json = `{"uri":"${inJson(directory.absolute)}/${inJson(name)}","version":"${inJson(version)}","name":"${inJson(inside)}","size":${stats.size},"mtime":"${isoTime(stats.mtimeMs)}"${hash}}`;
  gathering.listBytes += Buffer.byteLength(json) + 1;
  if (gathering.listBytes > longest) {
    gathering.isTooLong = true;
    dropList(gathering);
    return;
  }
  gathering.list.push(json);
  gathering.identity.push(JSON.stringify([inside, sha256 ?? version]));
}

function dropList({ list, identity }: Gathering): void {
  list.length = 0;
  identity.length = 0;
}
