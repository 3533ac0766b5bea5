import type { State } from './state.ts';

/** Removes a file with its bytes and its metadata. */
export function removeFile(state: State, id: string): void {
  const file = state.files.get(id);
  if (!file) return;
  file.content.discard();
  for (const version of file.versions) version.content.discard();
  state.files.delete(id);
  removeMetadata(state, id);
}

/** Removes a folder with all folders and files below it. */
export function removeFolder(state: State, id: string): void {
  for (const child of state.folders.values()) if (child.parentId === id) removeFolder(state, child.id);
  for (const file of state.files.values()) if (file.folderId === id) removeFile(state, file.id);
  state.folders.delete(id);
}

/** Empties a dataset: files, folders, metadata, roles. The dataset itself stays. */
export function emptyDataset(state: State, id: string): void {
  for (const file of state.files.values()) if (file.datasetId === id) removeFile(state, file.id);
  for (const folder of state.folders.values()) if (folder.datasetId === id) state.folders.delete(folder.id);
  for (const entry of state.authorizations.values()) {
    if (entry.datasetId === id) state.authorizations.delete(entry.id);
  }
  removeMetadata(state, id);
}

function removeMetadata(state: State, targetId: string): void {
  for (const entry of state.metadata.values())
    if (entry.target.id === targetId) state.metadata.delete(entry.id);
}
