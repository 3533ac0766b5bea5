import { header, type Call } from './call.ts';
import { refuse } from './refusal.ts';
import type { StoredObject } from './state.ts';

const PREFIX = 'x-amz-meta-';
const MAX_BYTES = 2048;

/** User metadata and content type that a request gives an object. */
export function givenMetadata(call: Call): Pick<StoredObject, 'metadata' | 'contentType'> {
  const metadata: Record<string, string> = {};
  let bytes = 0;
  for (const name of Object.keys(call.headers)) {
    if (!name.startsWith(PREFIX)) continue;
    const value = header(call, name) ?? '';
    metadata[name.slice(PREFIX.length)] = value;
    bytes += name.length - PREFIX.length + value.length;
  }
  if (bytes > MAX_BYTES) refuse('MetadataTooLarge', undefined, { MaxSizeAllowed: String(MAX_BYTES) });
  return { metadata, contentType: header(call, 'content-type') ?? 'binary/octet-stream' };
}

export function metadataHeaders({ metadata }: StoredObject): Record<string, string> {
  return Object.fromEntries(Object.entries(metadata).map(([name, value]) => [PREFIX + name, value]));
}
