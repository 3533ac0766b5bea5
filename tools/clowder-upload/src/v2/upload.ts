import { jsonBody, multipart } from '@leat/http';
import { Failure } from '@leat/pipe';
import type { z } from 'zod';
import type { FilePlace, OutgoingFile, RemoteFile } from '../server/api.ts';
import { query, type Calls } from '../server/calls.ts';
import { readReply } from '../server/read-reply.ts';
import { fileReply } from './replies.ts';

/** One file: the server takes a second for each, however many come together. */
export async function sendFile(
  calls: Calls,
  { datasetId, folderId }: FilePlace,
  file: OutgoingFile,
  answerSeconds: number,
): Promise<RemoteFile> {
  const answer = await calls.send({
    method: 'POST',
    answerSeconds,
    path: `/datasets/${datasetId}/files${query({ folder_id: folderId })}`,
    body: multipart([
      {
        field: 'file',
        filename: file.name,
        type: file.type,
        length: file.size,
        chunks: () => file.chunks(),
      },
    ]),
  });
  return remoteFile(readReply(fileReply, 'upload', answer.json()));
}

/**
 * Names a path on the server's own disk.
 *
 * @throws Failure reject `path_not_allowed`
 */
export async function sendPath(
  calls: Calls,
  { datasetId, folderId }: FilePlace,
  path: string,
): Promise<RemoteFile> {
  try {
    const answer = await calls.send({
      method: 'POST',
      path: `/datasets/${datasetId}/local_files${query({ folder_id: folderId })}`,
      body: jsonBody({ path }),
    });
    return remoteFile(readReply(fileReply, 'upload', answer.json()));
  } catch (thrown) {
    // The refusal comes with status 500.
    if (!(thrown instanceof Failure) || !thrown.message.includes('whitelisted')) throw thrown;
    throw new Failure('reject', 'path_not_allowed', `the server does not serve ${path}`, {
      hint: 'its setting LOCAL_WHITELIST says which directories it serves; or use --mode upload',
    });
  }
}

/** A file of version 0 has no bytes, unless it lies elsewhere: then the server does not know its size. */
export function remoteFile(file: z.infer<typeof fileReply>): RemoteFile {
  const isElsewhere = file.storage_type !== 'minio';
  return {
    id: file.id,
    name: file.name,
    folderId: file.folder_id ?? undefined,
    size: isElsewhere && file.bytes === 0 ? undefined : file.bytes,
    state: isElsewhere ? 'path' : file.version_num === 0 ? 'half' : 'sure',
  };
}
