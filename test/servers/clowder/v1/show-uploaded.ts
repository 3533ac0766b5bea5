import { json, text } from '../reply.ts';
import type { Reply } from '../reply.ts';
import type { StoredFile } from '../state.ts';
import type { Call } from './call.ts';
import { showDate } from './replies.ts';

/** One file, several files and no file are three different shapes. */
export function showUploaded(call: Call, files: readonly StoredFile[]): Reply {
  const [first] = files;
  if (!first && call.quirks.noFilesIs400) return text(400, 'No files uploaded');
  if (first && files.length === 1 && call.quirks.singleFileIsId) return json(200, { id: first.id });
  const ids = files.map((file) => ({
    id: file.id,
    name: file.name,
    status: 'CREATED',
    thumbnail: null,
    created: showDate(file.uploadedAt, call.quirks),
    resource_type: 'file',
  }));
  return json(200, { ids });
}
