import type { Note } from '../server/api.ts';

/** Member of a metadata entry that holds what we wrote; everything beside it is the user's. */
const OURS = 'leat';
const TOOL = 'leat-clowder-upload';

/** JSON-LD: what the members of a marker mean. An object, since Clowder 1 takes texts for addresses. */
export const markerContext = {
  key: 'https://schema.org/identifier',
  rev: 'https://schema.org/version',
  sha256: 'https://schema.org/sha256',
  size: 'https://schema.org/contentSize',
  name: 'https://schema.org/name',
  uri: 'https://schema.org/isBasedOn',
} as const;

/** Stands on a dataset and says whose it is. The newest that is there counts. */
export interface DatasetMarker {
  readonly key: string;
  /** Of the last load that came to its end. */
  readonly rev?: string | undefined;
}

/** Stands on a file and says what it is a copy of. */
export interface FileMarker {
  /** Of the dataset. */
  readonly key: string;
  /** Path inside the dataset, before anything was encoded. */
  readonly name: string;
  readonly uri: string;
  /** What was read, in the words of the storage. */
  readonly version: string;
  readonly size: number;
  /** Lower-case hex; undefined for a file by reference, which nobody has read. */
  readonly sha256?: string | undefined;
}

/** Holds the place of a digest that is not known yet, and stays where the file changed while it was being sent. */
export const NO_DIGEST = '0'.repeat(64);

/** @param metadata the user's own, kept beside the marker */
export function noteOf(marker: DatasetMarker | FileMarker, metadata: Note = {}): Note {
  return { ...(safeKeys(metadata) as Note), [OURS]: { tool: TOOL, ...marker } };
}

/** @param notes the newest first */
export function datasetMarker(notes: readonly Note[]): DatasetMarker | undefined {
  return notes.map(ours).find((it) => typeof it?.['key'] === 'string') as DatasetMarker | undefined;
}

export function fileMarker(notes: readonly Note[]): FileMarker | undefined {
  const found = notes
    .map(ours)
    .find((it) => typeof it?.['key'] === 'string' && typeof it['name'] === 'string');
  return found as FileMarker | undefined;
}

/** A SHA-256 that the server itself has computed. */
export function serverDigest(notes: readonly Note[]): string | undefined {
  const digests = notes.map((note) => (note['digest'] as { sha256?: unknown } | undefined)?.sha256);
  return digests.find((it) => typeof it === 'string');
}

function ours(note: Note): Record<string, unknown> | undefined {
  const value = note[OURS];
  if (typeof value !== 'object' || value === null) return undefined;
  return (value as { tool?: unknown }).tool === TOOL ? (value as Record<string, unknown>) : undefined;
}

/** MongoDB takes a point in a key for a path and a dollar at its front for a command. */
function safeKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(safeKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key.replaceAll('.', '%2E').replace(/^\$/, '%24'),
      safeKeys(inner),
    ]),
  );
}
