import { json } from './clowder/reply.ts';
import { startServer } from './clowder/server.ts';
import type { ClowderServer, StartOptions } from './clowder/server.ts';
import { createV2 } from './clowder/v2/answer.ts';
import type { V2Route } from './clowder/v2/call.ts';
import * as datasets from './clowder/v2/datasets.ts';
import * as files from './clowder/v2/files.ts';
import * as folders from './clowder/v2/folders.ts';
import * as groups from './clowder/v2/groups.ts';
import * as licenses from './clowder/v2/licenses.ts';
import * as metadata from './clowder/v2/metadata.ts';
import * as people from './clowder/v2/people.ts';
import { realV2 } from './clowder/v2/quirks.ts';
import type { V2Quirks } from './clowder/v2/quirks.ts';
import { setGroupRole, setUserRole } from './clowder/v2/sharing.ts';
import { replaceFile, uploadFile, uploadFiles, uploadLocalFile } from './clowder/v2/upload.ts';

export type { ClowderServer } from './clowder/server.ts';
export type ClowderV2 = ClowderServer<V2Quirks>;
export type V2Options = StartOptions<V2Quirks>;

/** Starts a strict Clowder 2.0.0-beta.4 in this process; every quirk of the real one can be turned. */
export function startClowderV2(options: V2Options = {}): Promise<ClowderV2> {
  return startServer(options, realV2, people.mintKey, (ground) => createV2(ground, routes));
}

const api = '/api/v2';

const routes: readonly V2Route[] = [
  // Server and people
  ['GET', `${api}/status`, 'anyone', 'none', ({ quirks }) => json(200, { version: quirks.version })],
  ['POST', `${api}/login`, 'anyone', 'json', people.login],
  ['GET', `${api}/users/profile`, 'user', 'none', people.getProfile],
  ['POST', `${api}/users/keys`, 'user', 'none', people.createKey],
  ['GET', `${api}/users/keys`, 'user', 'none', people.listKeys],
  ['DELETE', `${api}/users/keys/:key`, 'user', 'none', people.deleteKey],

  // Datasets
  ['POST', `${api}/datasets`, 'user', 'json', datasets.createDataset],
  ['GET', `${api}/datasets`, 'user', 'none', datasets.listDatasets],
  ['GET', `${api}/datasets/:dataset`, 'viewer', 'none', datasets.getDataset],
  ['PUT', `${api}/datasets/:dataset`, 'editor', 'json', datasets.putDataset],
  ['PATCH', `${api}/datasets/:dataset`, 'editor', 'json', datasets.patchDataset],
  ['DELETE', `${api}/datasets/:dataset`, 'editor', 'none', datasets.deleteDataset],
  ['GET', `${api}/licenses/standard_licenses/all`, 'anyone', 'none', licenses.listStandardLicenses],
  ['POST', `${api}/licenses`, 'user', 'json', licenses.createLicense],

  // Files
  ['POST', `${api}/datasets/:dataset/files`, 'uploader', 'form', uploadFile],
  ['POST', `${api}/datasets/:dataset/filesMultiple`, 'uploader', 'form', uploadFiles],
  ['POST', `${api}/datasets/:dataset/local_files`, 'uploader', 'json', uploadLocalFile],
  ['GET', `${api}/datasets/:dataset/files`, 'viewer', 'none', files.listFiles],
  ['GET', `${api}/files/:file`, 'viewer', 'none', files.downloadFile],
  ['PUT', `${api}/files/:file`, 'uploader', 'form', replaceFile],
  ['DELETE', `${api}/files/:file`, 'editor', 'none', files.deleteFile],
  ['GET', `${api}/files/:file/summary`, 'viewer', 'none', files.getSummary],
  ['GET', `${api}/files/:file/versions`, 'viewer', 'none', files.listVersions],
  ['GET', `${api}/files/:file/version_details`, 'viewer', 'none', files.getVersionDetails],
  ['GET', `${api}/files/:file/url/`, 'viewer', 'none', files.getPresignedUrl],
  ['GET', '/minio/clowder/:file', 'anyone', 'none', files.downloadPresigned],

  // Folders
  ['POST', `${api}/datasets/:dataset/folders`, 'uploader', 'json', folders.createFolder],
  ['GET', `${api}/datasets/:dataset/folders`, 'viewer', 'none', folders.listFolders],
  ['GET', `${api}/datasets/:dataset/folders_and_files`, 'viewer', 'none', folders.listFoldersAndFiles],
  ['GET', `${api}/datasets/:dataset/folders/:folder`, 'viewer', 'none', folders.getFolder],
  ['DELETE', `${api}/datasets/:dataset/folders/:folder`, 'editor', 'none', folders.deleteFolder],
  ['GET', `${api}/folders/:folder/path`, 'user', 'none', folders.getFolderPath],

  // Metadata
  ['POST', `${api}/datasets/:dataset/metadata`, 'uploader', 'json', metadata.postMetadata],
  ['GET', `${api}/datasets/:dataset/metadata`, 'viewer', 'none', metadata.listMetadata],
  ['PATCH', `${api}/datasets/:dataset/metadata`, 'editor', 'json', metadata.patchMetadata],
  ['POST', `${api}/files/:file/metadata`, 'uploader', 'json', metadata.postMetadata],
  ['GET', `${api}/files/:file/metadata`, 'viewer', 'none', metadata.listMetadata],
  ['PATCH', `${api}/files/:file/metadata`, 'editor', 'json', metadata.patchMetadata],
  ['PATCH', `${api}/metadata/:metadata`, 'editor', 'json', metadata.patchMetadataById],
  ['DELETE', `${api}/metadata/:metadata`, 'editor', 'none', metadata.deleteMetadata],

  // Groups and sharing
  ['POST', `${api}/groups`, 'user', 'json', groups.createGroup],
  ['GET', `${api}/groups`, 'user', 'none', groups.listGroups],
  ['GET', `${api}/groups/search/:term`, 'user', 'none', groups.searchGroups],
  ['GET', `${api}/groups/:group`, 'viewer', 'none', groups.getGroup],
  ['POST', `${api}/groups/:group/add/:email`, 'editor', 'none', groups.addMember],
  ['POST', `${api}/authorizations/datasets/:dataset/group_role/:group/:role`, 'editor', 'none', setGroupRole],
  ['POST', `${api}/authorizations/datasets/:dataset/user_role/:email/:role`, 'editor', 'none', setUserRole],
];
