import { Failure } from '@leat/pipe';
import type { OutgoingFile } from '../server/api.ts';
import type { LocalFile } from './local-file.ts';
import { NO_DIGEST, noteOf } from '../dataset/marker.ts';
import type { WantedFile } from './wanted.ts';
import { sourceFailure } from './wording.ts';

/** A file on its way, and what was seen of it. */
export interface Sending extends OutgoingFile {
  /** Of what was sent; known once the last byte has been read. */
  readonly sha256: string;
  /** It was written to while it was being read: what the server has got is nobody's version. */
  readonly changed: Failure | undefined;
}

/**
 * @param key of the dataset
 * @param moved told the size of each piece
 */
export function sendingOf(
  file: WantedFile,
  local: LocalFile,
  key: string,
  moved: (bytes: number) => void,
): Sending {
  const { name, uri, storedAs, contentType, metadata } = file;
  const { size, version } = local;
  let sha256 = NO_DIGEST;
  let changed: Failure | undefined;
  return {
    name: storedAs,
    type: contentType,
    size,
    async *chunks() {
      sha256 = NO_DIGEST;
      changed = undefined;
      const read = local.read();
      let given = 0;
      try {
        for await (const chunk of read.chunks()) {
          given += chunk.length;
          yield chunk;
          moved(chunk.length);
        }
        sha256 = read.sha256();
      } catch (thrown) {
        if (!(thrown instanceof Failure) || thrown.code !== 'changed') throw sourceFailure(name, thrown);
        const failure = new Failure('reject', 'changed', `${name}: ${uri} changed while it was being sent`, {
          hint: 'the next scan emits it as it is now',
        });
        // When everything has been sent, the request is ended properly: what it made has then an id to remove it by.
        if (given < size) throw failure;
        changed = failure;
      }
    },
    note: () => noteOf({ key, name, uri, version, size, sha256 }, metadata),
    get sha256() {
      return sha256;
    },
    get changed() {
      return changed;
    },
  };
}
