import { download } from '../download.ts';
import { removeFile } from '../removal.ts';
import { isObject, json, text } from '../reply.ts';
import type { Reply } from '../reply.ts';
import type { StoredFile } from '../state.ts';
import { datasetOf, fileOf, param } from './call.ts';
import type { Call } from './call.ts';
import { folderPath } from './folders.ts';
import { forbids } from './permissions.ts';
import { jsonText, showDate, success } from './replies.ts';

function showSize(call: Call, file: StoredFile): string | number {
  return call.quirks.sizesAreText ? String(file.size) : file.size;
}

/** The path on the server's disk, which only admins see and only for files by reference. */
function showDiskPath(call: Call, file: StoredFile): object {
  return call.user?.admin && file.storage === 'path' ? { filepath: file.source } : {};
}

function showListed(call: Call, file: StoredFile): object {
  const folder = call.state.folders.get(file.folderId ?? '');
  return {
    id: file.id,
    filename: file.name,
    contentType: file.contentType,
    'date-created': showDate(file.uploadedAt, call.quirks),
    size: showSize(call, file),
    ...(folder && { folders: { id: folder.id, name: folder.name } }),
    ...showDiskPath(call, file),
  };
}

function filesOf(call: Call): StoredFile[] {
  const id = param(call, 'dataset');
  return [...call.state.files.values()].filter((file) => file.datasetId === id);
}

/** Root first, then folder by folder. */
export function listAllFiles(call: Call): Reply {
  if (!datasetOf(call)) return jsonText(404, `Error getting dataset${param(call, 'dataset')}`);
  const order = ['', ...call.state.folders.keys()];
  const files = filesOf(call).toSorted(
    (a, b) => order.indexOf(a.folderId ?? '') - order.indexOf(b.folderId ?? ''),
  );
  const max = Number(call.query.get('max') ?? -1);
  return json(
    200,
    (max < 0 ? files : files.slice(0, max)).map((file) => showListed(call, file)),
  );
}

export function listRootFiles(call: Call): Reply {
  if (!datasetOf(call)) return jsonText(404, `Error getting dataset${param(call, 'dataset')}`);
  const root = filesOf(call).filter((file) => file.folderId === undefined);
  const countOnly = ['true', '1'].includes(call.query.get('count') ?? '');
  return json(200, countOnly ? root.length : root.map((file) => showListed(call, file)));
}

/** Note `content-type` here against `contentType` in lists. */
export function getFileInfo(call: Call): Reply {
  const file = fileOf(call);
  if (!file) return text(404, `Error getting file${param(call, 'file')}`);
  const folder = call.state.folders.get(file.folderId ?? '');
  return json(200, {
    id: file.id,
    filename: file.name,
    filedescription: '',
    'content-type': file.contentType,
    'date-created': showDate(file.uploadedAt, call.quirks),
    size: showSize(call, file),
    thumbnail: null,
    authorId: file.creatorId,
    status: file.status,
    views: 0,
    downloads: file.downloads,
    path: folder ? folderPath(call.state, folder) : '/',
    ...showDiskPath(call, file),
  });
}

export function downloadFile(call: Call): Reply {
  const file = fileOf(call);
  if (!file) return text(404, 'Invalid file ID');
  if (!['false', '0'].includes(call.query.get('tracking') ?? '')) file.downloads += 1;
  return download(file.content, file.name, file.contentType, call.range);
}

export function isBeingProcessed(call: Call): Reply {
  const file = fileOf(call);
  if (!file) return text(404, `Error getting file${param(call, 'file')}`);
  return json(200, { isBeingProcessed: String(file.status !== 'PROCESSED') });
}

/** Succeeds also when the file is gone, for an admin; others meet the 401 of an unknown id. */
export function deleteFile(call: Call): Reply {
  removeFile(call.state, param(call, 'file'));
  return success;
}

export function deleteFiles(call: Call): Reply {
  const given = isObject(call.json) ? call.json['fileIds'] : undefined;
  if (!Array.isArray(given)) return jsonText(400, 'Missing parameter [fileIds]');
  const outcome = { deleted: [], 'not found': [], 'error deleting': [], 'no permission': [] } as Record<
    string,
    string[]
  >;
  for (const id of given.map(String)) {
    if (!call.state.files.has(id)) outcome['not found']?.push(id);
    else if (forbids('own', { ...call, params: { file: id } })) outcome['no permission']?.push(id);
    else {
      removeFile(call.state, id);
      outcome['deleted']?.push(id);
    }
  }
  return json(200, outcome);
}
