import { multipart, type Part } from '@leat/http';
import { Failure } from '@leat/pipe';
import type { FilePlace, Note, OutgoingFile, RemoteFile } from '../server/api.ts';
import { query, type Calls } from '../server/calls.ts';
import { markerContext } from '../dataset/marker.ts';
import { readReply } from '../server/read-reply.ts';
import { uploadReply } from './replies.ts';

export interface UploadRules {
  /** Whether extractors run on the file. */
  readonly extract: boolean;
  readonly answerSeconds: number;
}

/**
 * Sends files, each together with its note, which stands behind it and so can hold what is known only at its end.
 * Of each file either both arrive or none.
 */
export async function sendFiles(
  calls: Calls,
  { datasetId, folderId }: FilePlace,
  files: readonly OutgoingFile[],
  { extract, answerSeconds }: UploadRules,
): Promise<readonly RemoteFile[]> {
  const answer = await calls.send({
    method: 'POST',
    answerSeconds,
    path: `/uploadToDataset/${datasetId}${query({ extract, folder_id: folderId })}`,
    body: multipart(files.flatMap(partsOf)),
  });
  const ids = idsOf(answer.json(), files.length);
  return files.map(({ name, size }, index) => ({ id: ids[index]!, name, folderId, size, state: 'unsure' }));
}

/**
 * The server takes file parts under any name, and a text part of the same name that has an `@context` for the
 * metadata of that file; the name of the file itself would also do, but not when it holds a semicolon. It must
 * not be "file": text parts of that name are paths. Nor may it be what a file can be called, or its note would go to
 * that one: names of files have no slash.
 */
function partsOf(file: OutgoingFile, index: number): Part[] {
  const field = `leat/${index}`;
  const note = (): string => JSON.stringify({ '@context': markerContext, ...file.note() });
  return [
    { field, filename: file.name, type: file.type, length: file.size, chunks: () => file.chunks() },
    { field, length: Buffer.byteLength(note()), text: note },
  ];
}

/**
 * Names a path on the server's own disk. A path that the server is not told to serve is left out silently, and
 * one that is not there becomes a file of size 0.
 *
 * @throws Failure reject `path_not_allowed`
 */
export async function sendPath(
  calls: Calls,
  { datasetId, folderId }: FilePlace,
  path: string,
  note: Note,
  { extract, answerSeconds }: UploadRules,
): Promise<RemoteFile> {
  const text = JSON.stringify({ path, md: { '@context': markerContext, ...note } });
  try {
    const answer = await calls.send({
      method: 'POST',
      answerSeconds,
      path: `/uploadToDataset/${datasetId}${query({ extract, folder_id: folderId })}`,
      body: multipart([{ field: 'file', length: Buffer.byteLength(text), text: () => text }]),
    });
    const name = path.slice(path.lastIndexOf('/') + 1);
    return { id: idsOf(answer.json(), 1)[0]!, name, folderId, size: undefined, state: 'unsure' };
  } catch (thrown) {
    if (!(thrown instanceof Failure) || !thrown.message.includes('No files uploaded')) throw thrown;
    throw new Failure('reject', 'path_not_allowed', `the server does not serve ${path}`, {
      hint: 'its setting filesystem.sourcepaths says which directories it serves; or use --mode upload',
    });
  }
}

/** In the order of the parts. A list that is shorter says of no file whether it is the one that is missing. */
function idsOf(answer: unknown, count: number): readonly string[] {
  const reply = readReply(uploadReply, 'upload', answer);
  const ids = 'id' in reply ? [reply.id] : reply.ids.map(({ id }) => id);
  if (ids.length === count) return ids;
  throw new Failure(
    'retry',
    'unexpected_answer',
    `upload: the server has made ${ids.length} of ${count} files`,
  );
}
