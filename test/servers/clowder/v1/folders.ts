import { removeFolder } from '../removal.ts';
import { json, text } from '../reply.ts';
import type { Reply } from '../reply.ts';
import { add, newId } from '../state.ts';
import type { Folder, State } from '../state.ts';
import { datasetOf, fileOf, param, signedIn, textField } from './call.ts';
import type { Call } from './call.ts';
import { JavaException } from './exception.ts';
import { jsonText, showDate, success } from './replies.ts';

/** "/parent/child", from display names. */
export function folderPath(state: State, folder: Folder): string {
  const parent = folder.parentId === undefined ? undefined : state.folders.get(folder.parentId);
  return `${parent ? folderPath(state, parent) : ''}/${folder.displayName}`;
}

export function listFolders(call: Call): Reply {
  const dataset = param(call, 'dataset');
  const inside = [...call.state.folders.values()].filter((folder) => folder.datasetId === dataset);
  return json(
    200,
    inside.map((folder) => ({ id: folder.id, name: folderPath(call.state, folder) })),
  );
}

/** A name that is taken is no error: the new folder is shown as "name (1)", but answered by its plain name. */
export function createFolder(call: Call): Reply {
  const dataset = datasetOf(call);
  if (!dataset) return text(500, `Parent Dataset ${param(call, 'dataset')} not found`);
  const given = { name: textField(call, 'name'), parentId: textField(call, 'parentId') };
  const parentType = textField(call, 'parentType');
  if (given.name === undefined) return jsonText(400, 'Missing parameter [name]');
  if (given.parentId === undefined) return jsonText(400, 'Missing parameter [parentId]');
  if (parentType === undefined) return jsonText(400, 'Missing parameter [parentType]');
  const parentId = given.parentId === dataset.id ? undefined : given.parentId;
  if (parentId !== undefined && (parentType !== 'folder' || !call.state.folders.has(parentId))) {
    throw new JavaException('java.lang.NullPointerException', 'null');
  }
  const name = given.name.trim();
  const displayName = freeDisplayName(call.state, dataset.id, parentId, name);
  if (displayName !== name && !call.quirks.numbersTwinFolders) return jsonText(400, 'Folder exists already');
  const folder = add(call.state.folders, {
    id: newId(),
    datasetId: dataset.id,
    parentId,
    name,
    displayName,
    creatorId: signedIn(call).id,
    created: new Date(),
  });
  return json(200, {
    id: folder.id,
    name,
    parentDatasetID: dataset.id,
    parentId: given.parentId,
    parentType: parentType.toLowerCase(),
    files: '',
    folders: '',
    created: showDate(folder.created, call.quirks),
  });
}

/** Clowder goes through "(1)" to "(number of namesakes)" and takes the last one that is free. */
function freeDisplayName(
  state: State,
  datasetId: string,
  parentId: string | undefined,
  name: string,
): string {
  const siblings = [...state.folders.values()].filter(
    (folder) => folder.datasetId === datasetId && folder.parentId === parentId,
  );
  const taken = new Set(siblings.map((folder) => folder.displayName));
  if (!taken.has(name)) return name;
  const namesakes = siblings.filter((folder) => folder.name === name).length;
  for (let number = namesakes; number > 0; number -= 1) {
    if (!taken.has(`${name} (${number})`)) return `${name} (${number})`;
  }
  return `${name} (${namesakes + 1})`;
}

export function renameFolder(call: Call): Reply {
  const folder = call.state.folders.get(param(call, 'folder'));
  const name = textField(call, 'name');
  if (!folder) return text(500, `Folder ${param(call, 'folder')} not found`);
  if (name === undefined) return jsonText(400, 'Name is missing');
  folder.displayName = freeDisplayName(call.state, folder.datasetId, folder.parentId, name);
  folder.name = name;
  return json(200, { status: 'success', newname: folder.displayName });
}

export function deleteFolder(call: Call): Reply {
  const id = param(call, 'folder');
  if (!call.state.folders.has(id)) return text(500, `Folder ${id} not found`);
  removeFolder(call.state, id);
  return json(200, { status: 'success', folderId: id });
}

/** The body may name the folder that the file is in now, and must then be right. */
export function moveFileToFolder(call: Call): Reply {
  const file = fileOf(call);
  const folder = call.state.folders.get(param(call, 'folder'));
  if (!file || file.datasetId !== param(call, 'dataset')) return text(400, 'File not found in the dataset');
  if (!folder) return text(400, `Folder ${param(call, 'folder')} not found`);
  const from = textField(call, 'folderId');
  if (file.folderId !== from) return text(400, 'File is not in the folder that was given');
  file.folderId = folder.id;
  return json(200, { status: 'success', fileName: file.name, folderName: folder.displayName });
}

export function moveFileToDataset(call: Call): Reply {
  const file = fileOf(call);
  if (!file || file.folderId !== param(call, 'folder')) return text(400, 'File not found in the folder');
  file.folderId = undefined;
  return success;
}
