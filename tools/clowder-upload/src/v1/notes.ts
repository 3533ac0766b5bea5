import type { Calls } from '../server/calls.ts';
import type { Note, ThingKind } from '../server/api.ts';
import { markerContext } from '../dataset/marker.ts';
import * as z from 'zod';
import { readReply } from '../server/read-reply.ts';
import { metadataReply } from './replies.ts';

const agent = {
  '@type': 'cat:extractor',
  name: 'leat-clowder-upload',
  // Has to be a URL, and to end so: the server filters by what follows "extractors/".
  extractor_id: 'https://clowder.ncsa.illinois.edu/extractors/clowder-upload',
};

/** Extractor that computes digests of files on servers that run it. */
const DIGEST = /extractors\/ncsa\.file\.digest/;

/** The metadata of a thing, the newest first. A digest that the server computed comes as `{digest: …}`. */
export async function readNotes(calls: Calls, kind: ThingKind, id: string): Promise<readonly Note[]> {
  const answer = await calls.get(`/${kind}s/${id}/metadata.jsonld`);
  return readReply(z.array(metadataReply), 'metadata', answer).flatMap(({ content, agent: by }) => {
    if (typeof content !== 'object' || content === null) return [];
    const isDigest = DIGEST.test((by as { extractor_id?: string } | null)?.extractor_id ?? '');
    return [isDigest ? { digest: content } : { ...content }];
  });
}

/** Appends: what is there is never looked at. */
export async function addNote(calls: Calls, kind: ThingKind, id: string, note: Note): Promise<void> {
  // No array for a context: it is dropped for datasets.
  await calls.post(`/${kind}s/${id}/metadata.jsonld`, { '@context': markerContext, agent, content: note });
}
