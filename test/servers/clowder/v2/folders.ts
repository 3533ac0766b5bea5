import { removeFolder } from '../removal.ts';
import { json, refuse } from '../reply.ts';
import type { Reply } from '../reply.ts';
import { add, newId, newestFirst } from '../state.ts';
import type { Folder } from '../state.ts';
import { param, signedIn } from './call.ts';
import type { Call } from './call.ts';
import { datasetOf } from './datasets.ts';
import { readFields } from './fields.ts';
import { showFile } from './files.ts';
import { showUserById } from './people.ts';
import { detail, naiveTime, notFound, requireId, showPage } from './replies.ts';

/** FolderOut. */
function showFolder(call: Call, folder: Folder, justMade = false): object {
  const created = naiveTime(folder.created, justMade);
  return {
    name: folder.name,
    dataset_id: folder.datasetId,
    parent_folder: folder.parentId ?? null,
    creator: showUserById(call.state, folder.creatorId),
    created,
    modified: created,
    object_type: 'folder',
    origin_id: null,
    id: folder.id,
    frozen: justMade && call.quirks.frozenInReplies,
  };
}

/** DatasetOut over a folder's record: the fields that a folder lacks get a dataset's defaults. */
function showAsDataset(call: Call, folder: Folder): object {
  const created = naiveTime(folder.created);
  return {
    name: folder.name,
    description: null,
    status: 'PRIVATE',
    creator: showUserById(call.state, folder.creatorId),
    created,
    modified: created,
    user_views: 0,
    downloads: 0,
    thumbnail_id: null,
    origin_id: null,
    standard_license: true,
    license_id: null,
    id: folder.id,
    frozen: false,
    frozen_version_num: -999,
    deleted: false,
  };
}

/** Never looks for a folder of the same name. */
export function createFolder(call: Call): Reply {
  const dataset = datasetOf(call);
  const fields = readFields(call.json);
  const name = fields.text('name') ?? 'N/A';
  const parent = fields.optionalText('parent_folder') ?? undefined;
  fields.check();
  if (parent !== undefined && !call.state.folders.has(requireId(call, 'Folder', parent))) {
    return detail(400, `Parent folder ${parent} not found`);
  }
  const folder = add(call.state.folders, {
    id: newId(),
    datasetId: dataset.id,
    parentId: parent,
    name,
    displayName: name,
    creatorId: signedIn(call).id,
    created: new Date(),
  });
  return json(200, showFolder(call, folder, true));
}

function level(call: Call, parentId: string | undefined): Folder[] {
  const dataset = datasetOf(call);
  return newestFirst(call.state.folders).filter(
    (folder) => folder.datasetId === dataset.id && folder.parentId === parentId,
  );
}

function optionalId(call: Call, name: string): string | undefined {
  const id = call.query.get(name);
  return id === null ? undefined : requireId(call, 'Folder', id);
}

/** One level only: below `parent_folder`, or the root. */
export function listFolders(call: Call): Reply {
  const folders = level(call, optionalId(call, 'parent_folder'));
  const show = call.quirks.foldersLookLikeDatasets ? showAsDataset : showFolder;
  return showPage(call, folders, (folder) => show(call, folder));
}

/** One level, folders first. */
export function listFoldersAndFiles(call: Call): Reply {
  const id = optionalId(call, 'folder_id');
  const folders = level(call, id);
  const files = newestFirst(call.state.files).filter(
    (file) => file.datasetId === param(call, 'dataset') && file.folderId === id,
  );
  const shown = [
    ...folders.map((folder) => showFolder(call, folder)),
    ...files.map((file) => showFile(call, file)),
  ];
  return showPage(call, shown, (item) => item);
}

function folderOf(call: Call): Folder {
  const id = requireId(call, 'Folder', param(call, 'folder'));
  return call.state.folders.get(id) ?? refuse(notFound('Folder', id));
}

export function getFolder(call: Call): Reply {
  datasetOf(call);
  return json(200, showFolder(call, folderOf(call)));
}

/** Root first. */
export function getFolderPath(call: Call): Reply {
  const path: object[] = [];
  let folder: Folder | undefined = folderOf(call);
  while (folder) {
    path.unshift({ folder_name: folder.name, folder_id: folder.id });
    folder = call.state.folders.get(folder.parentId ?? '');
  }
  return json(200, path);
}

export function deleteFolder(call: Call): Reply {
  datasetOf(call);
  const { id } = folderOf(call);
  removeFolder(call.state, id);
  return json(200, { deleted: id });
}
