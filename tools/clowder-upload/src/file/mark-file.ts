import type { LocalFile } from './local-file.ts';
import { make } from '../server/make.ts';
import { fileMarker, noteOf, type FileMarker } from '../dataset/marker.ts';
import type { Run } from '../run.ts';
import type { WantedFile } from './wanted.ts';

/** Says on a file what it is a copy of, where that does not travel with its bytes. */
export async function markFile(
  run: Run,
  key: string,
  wanted: WantedFile,
  local: LocalFile,
  id: string,
  sha256: string | undefined,
): Promise<void> {
  const marker = markerOf(key, wanted, local, sha256);
  await make(run, {
    make: async () => {
      await run.clowder.addNote('file', id, noteOf(marker, wanted.metadata));
      return marker;
    },
    look: async () => {
      const there = fileMarker(await run.clowder.readNotes('file', id));
      return there?.key === key && there.version === local.version ? marker : undefined;
    },
  });
}

export function markerOf(
  key: string,
  { name, uri }: WantedFile,
  { version, size }: LocalFile,
  sha256: string | undefined,
): FileMarker {
  return { key, name, uri, version, size, ...(sha256 !== undefined && { sha256 }) };
}
