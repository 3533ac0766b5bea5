import { createHmac, randomBytes } from 'node:crypto';
import { download } from '../download.ts';
import { removeFile } from '../removal.ts';
import { json, refuse } from '../reply.ts';
import type { Reply } from '../reply.ts';
import { newestFirst } from '../state.ts';
import type { FileVersion, StoredFile } from '../state.ts';
import { param } from './call.ts';
import type { Call } from './call.ts';
import { datasetOf } from './datasets.ts';
import { showUserById } from './people.ts';
import {
  detail,
  internalError,
  naiveTime,
  notFound,
  readFlag,
  readInteger,
  requireId,
  showPage,
} from './replies.ts';

/** FileOut. A half file has version 0 and no content type. */
export function showFile(call: Call, file: StoredFile, justMade = false): object {
  const version = file.versions.at(-1);
  const isHalf = file.status === 'CREATED';
  const contentType = isHalf ? 'N/A' : file.contentType;
  const mainType = isHalf ? 'N/A' : contentType.split('/')[0];
  return {
    name: file.name,
    status: call.state.datasets.get(file.datasetId ?? '')?.status ?? 'PRIVATE',
    creator: showUserById(call.state, file.creatorId),
    created: naiveTime(file.uploadedAt, justMade),
    version_id: version?.id ?? 'N/A',
    version_num: version?.number ?? 0,
    dataset_id: file.datasetId,
    folder_id: file.folderId ?? null,
    views: 0,
    downloads: file.downloads,
    bytes: file.size,
    content_type: { content_type: contentType, main_type: mainType },
    thumbnail_id: null,
    storage_type: file.storage === 'path' ? 'local' : 'minio',
    storage_path: file.source ?? null,
    object_type: 'file',
    origin_id: null,
    id: file.id,
    frozen: justMade && call.quirks.frozenInReplies,
  };
}

/** The file of the path; one of a malformed id breaks, as everywhere. */
export function fileOf(call: Call): StoredFile {
  const id = requireId(call, 'File', param(call, 'file'));
  return call.state.files.get(id) ?? refuse(notFound('File', id));
}

/** Without `folder_id` the files of all folders come together. */
export function listFiles(call: Call): Reply {
  const dataset = datasetOf(call);
  const given = call.query.get('folder_id');
  const folder = given === null ? undefined : requireId(call, 'Folder', given);
  const everywhere = given === null && call.quirks.listsAllFolders;
  const files = newestFirst(call.state.files).filter(
    (file) => file.datasetId === dataset.id && (everywhere || file.folderId === folder),
  );
  return showPage(call, files, (file) => showFile(call, file));
}

export function getSummary(call: Call): Reply {
  return json(200, showFile(call, fileOf(call)));
}

function showVersion(call: Call, file: StoredFile, version: FileVersion): object {
  return {
    file_id: file.id,
    creator: showUserById(call.state, version.creatorId),
    created: naiveTime(version.created),
    version_id: version.id,
    version_num: version.number,
    bytes: version.content.size,
  };
}

/** A bare array, newest first. */
export function listVersions(call: Call): Reply {
  const file = fileOf(call);
  const skip = readInteger(call, 'skip', 0);
  const limit = readInteger(call, 'limit', 20);
  const page = file.versions.toReversed().slice(skip, skip + limit);
  return json(
    200,
    page.map((version) => showVersion(call, file, version)),
  );
}

export function getVersionDetails(call: Call): Reply {
  const file = fileOf(call);
  const version = file.versions.at(-1);
  if (call.quirks.versionDetailsBroken || !version) return internalError;
  return json(200, showVersion(call, file, version));
}

/** The server streams the object and takes no ranges. */
export function downloadFile(call: Call): Reply {
  const file = fileOf(call);
  const number = readInteger(call, 'version', -1);
  const version = number < 0 ? undefined : file.versions.find((one) => one.number === number);
  if (number >= 0 && !version) return detail(404, `File ${file.id} version ${number} not found`);
  if (call.query.get('increment') === null || readFlag(call, 'increment')) file.downloads += 1;
  return download(version?.content ?? file.content, file.name, file.contentType, undefined);
}

export function deleteFile(call: Call): Reply {
  const { id } = fileOf(call);
  removeFile(call.state, id);
  return json(200, { deleted: id });
}

const secret = randomBytes(16);

function signature(id: string): string {
  return createHmac('sha256', secret).update(id).digest('hex');
}

/** An address of the object store that needs no key. */
export function getPresignedUrl(call: Call): Reply {
  const { id } = fileOf(call);
  return json(200, { presigned_url: `${call.url}/minio/clowder/${id}?X-Amz-Signature=${signature(id)}` });
}

export function downloadPresigned(call: Call): Reply {
  const file = fileOf(call);
  const query = call.query.get('X-Amz-Signature');
  if (query !== signature(file.id))
    return { status: 403, headers: { 'content-type': 'application/xml' }, body: '' };
  return download(file.content, file.name, file.contentType, undefined);
}
