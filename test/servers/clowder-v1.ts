import { randomUUID } from 'node:crypto';
import { startServer } from './clowder/server.ts';
import type { ClowderServer, StartOptions } from './clowder/server.ts';
import { createKey, getMe, getStatus, getVersion } from './clowder/v1/about.ts';
import { createV1 } from './clowder/v1/answer.ts';
import { uploadByUrl } from './clowder/v1/by-reference.ts';
import type { V1Route } from './clowder/v1/call.ts';
import * as datasets from './clowder/v1/datasets.ts';
import * as files from './clowder/v1/files.ts';
import * as folders from './clowder/v1/folders.ts';
import * as metadata from './clowder/v1/metadata.ts';
import { realV1 } from './clowder/v1/quirks.ts';
import type { V1Quirks } from './clowder/v1/quirks.ts';
import * as spaces from './clowder/v1/spaces.ts';
import { uploadToDataset } from './clowder/v1/upload.ts';

export type { Fault } from './clowder/faults.ts';
export type { State } from './clowder/state.ts';

export type ClowderV1 = ClowderServer<V1Quirks>;
export type V1Options = StartOptions<V1Quirks>;

/** Starts a strict Clowder 1.23.0 in this process; every quirk of the real one can be turned. */
export function startClowderV1(options: V1Options = {}): Promise<ClowderV1> {
  return startServer(
    options,
    realV1,
    () => randomUUID(),
    (ground) => createV1(ground, routes),
  );
}

const routes: readonly V1Route[] = [
  // Server and people
  ['GET', '/api/version', 'anyone', 'none', getVersion],
  ['GET', '/api/status', 'anyone', 'none', getStatus],
  ['GET', '/api/me', 'user', 'none', getMe],
  ['POST', '/api/users/keys', 'user', 'none', createKey],

  // Spaces
  ['GET', '/api/spaces', 'anyone', 'none', spaces.listSpaces],
  ['GET', '/api/spaces/canEdit', 'anyone', 'none', spaces.listEditableSpaces],
  ['POST', '/api/spaces', 'user', 'json', spaces.createSpace],
  ['GET', '/api/spaces/:space', 'view', 'none', spaces.getSpace],
  ['GET', '/api/spaces/:space/datasets', 'view', 'none', spaces.listSpaceDatasets],
  ['POST', '/api/spaces/:space/addDatasetToSpace/:dataset', 'edit', 'none', spaces.addDatasetToSpace],
  ['POST', '/api/spaces/:space/removeDataset/:dataset', 'edit', 'none', spaces.removeDatasetFromSpace],
  ['DELETE', '/api/spaces/:space', 'own', 'none', spaces.deleteSpace],

  // Datasets
  ['POST', '/api/datasets/createempty', 'writer', 'json', datasets.createDataset],
  ['GET', '/api/datasets', 'anyone', 'none', datasets.listDatasets],
  ['GET', '/api/datasets/canEdit', 'anyone', 'none', datasets.listEditableDatasets],
  ['GET', '/api/datasets/:dataset', 'view', 'none', datasets.getDataset],
  ['PUT', '/api/datasets/:dataset/title', 'edit', 'json', datasets.renameDataset],
  ['PUT', '/api/datasets/:dataset/description', 'edit', 'json', datasets.describeDataset],
  ['POST', '/api/datasets/:dataset/tags', 'edit', 'json', datasets.tagDataset],
  ['DELETE', '/api/datasets/:dataset', 'own', 'none', datasets.deleteDataset],
  ['POST', '/api/datasets/:dataset/detachdelete', 'own', 'none', datasets.deleteDatasetOnly],

  // Listing and reading files
  ['GET', '/api/datasets/:dataset/files', 'view', 'none', files.listAllFiles],
  ['GET', '/api/datasets/:dataset/listAllFiles', 'view', 'none', files.listAllFiles],
  ['GET', '/api/datasets/:dataset/listFiles', 'view', 'none', files.listRootFiles],
  ['GET', '/api/files/:file/metadata', 'view', 'none', files.getFileInfo],
  ['GET', '/api/files/:file/isBeingProcessed', 'view', 'none', files.isBeingProcessed],
  ['GET', '/api/files/:file/blob', 'download', 'none', files.downloadFile],
  ['GET', '/api/files/:file', 'download', 'none', files.downloadFile],
  ['DELETE', '/api/files/:file', 'own', 'none', files.deleteFile],
  ['POST', '/api/files/:file/remove', 'own', 'none', files.deleteFile],
  ['POST', '/api/files/bulkRemove', 'user', 'json', files.deleteFiles],

  // Uploading
  ['POST', '/api/uploadToDataset/:dataset', 'edit', 'form', uploadToDataset],
  ['POST', '/api/datasets/:dataset/files', 'edit', 'form', uploadToDataset],
  ['POST', '/api/datasets/:dataset/urls', 'edit', 'json', uploadByUrl],

  // Folders
  ['GET', '/api/datasets/:dataset/folders', 'edit', 'none', folders.listFolders],
  ['POST', '/api/datasets/:dataset/newFolder', 'edit', 'json', folders.createFolder],
  ['PUT', '/api/datasets/:dataset/updateName/:folder', 'edit', 'json', folders.renameFolder],
  ['DELETE', '/api/datasets/:dataset/deleteFolder/:folder', 'edit', 'none', folders.deleteFolder],
  ['POST', '/api/datasets/:dataset/moveFile/:folder/:file', 'edit', 'json', folders.moveFileToFolder],
  ['POST', '/api/datasets/:dataset/moveToDataset/:folder/:file', 'edit', 'json', folders.moveFileToDataset],

  // Metadata
  ['POST', '/api/metadata.jsonld', 'writer', 'json', metadata.postAsUser],
  ['POST', '/api/files/metadata.jsonld', 'writer', 'json', metadata.postJsonLdBatch],
  ['POST', '/api/datasets/:dataset/metadata.jsonld', 'edit', 'json', metadata.postJsonLd],
  ['GET', '/api/datasets/:dataset/metadata.jsonld', 'view', 'none', metadata.getJsonLd],
  ['DELETE', '/api/datasets/:dataset/metadata.jsonld', 'edit', 'none', metadata.deleteJsonLd],
  ['POST', '/api/files/:file/metadata.jsonld', 'edit', 'json', metadata.postJsonLd],
  ['GET', '/api/files/:file/metadata.jsonld', 'view', 'none', metadata.getJsonLd],
  ['DELETE', '/api/files/:file/metadata.jsonld', 'edit', 'none', metadata.deleteJsonLd],
  ['POST', '/api/datasets/:dataset/metadata', 'edit', 'json', metadata.postLegacy],
  ['POST', '/api/files/:file/metadata', 'edit', 'json', metadata.postLegacy],
];
