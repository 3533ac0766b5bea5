import { Failure } from '@leat/pipe';
import * as z from 'zod';
import type { Clowder, Container, Note, RemoteDataset } from '../server/api.ts';
import { openCalls, query } from '../server/calls.ts';
import type { Connection } from '../server/connection.ts';
import { mapSlowly } from '../map-slowly.ts';
import { markerContext } from '../dataset/marker.ts';
import { readReply } from '../server/read-reply.ts';
import { unsafeNames } from '../server/unsafe-names.data.ts';
import { listFolders } from './folders.ts';
import { judgeV2 } from './judge.ts';
import { listAll } from './pages.ts';
import * as replies from './replies.ts';
import { openTitles } from './titles.ts';
import { remoteFile, sendFile, sendPath } from './upload.ts';

/**
 * What members of a group may do with a dataset that is shared with it. A lesser role could be found before our own
 * and take from us the right to put things in order.
 */
const GROUP_ROLE = 'editor';

/** Clowder 2, by the routes of its release 2.0.0-beta.4; lists also as in beta.1. */
export function openV2({ http, url, settings, signal, log, patience }: Connection): Clowder {
  const calls = openCalls({ http, base: `${url}/api/v2`, judge: judgeV2, signal, log });
  const titles = openTitles(calls);
  const { license, status } = settings.values;

  return {
    api: 'v2',
    url,
    unsafe: unsafeNames.v2,
    container: 'group',
    sendsNotes: false,

    async whoAmI() {
      const { id, email } = readReply(replies.personReply, 'account', await calls.get('/users/profile'));
      return { id, name: email };
    },

    async listContainers() {
      return (await listAll(calls, '/groups', replies.namedReply)).map(group);
    },
    async getContainer(id) {
      return group(readReply(replies.namedReply, 'group', await calls.get(`/groups/${id}`)));
    },
    async createContainer(name) {
      const wish = { name, description: `Datasets of the category ${name}` };
      return readReply(replies.namedReply, 'new group', await calls.post('/groups', wish)).id;
    },

    findDatasets: (title) => titles.find(title),
    async createDataset({ title, description }) {
      // Required since beta.3, and ignored before.
      const path = `/datasets${query({ license_id: license })}`;
      const wish = { name: title, description, ...(status !== undefined && { status }) };
      try {
        const { id } = readReply(replies.namedReply, 'new dataset', await calls.post(path, wish));
        titles.add(id, title);
        return id;
      } catch (thrown) {
        // It may have been made all the same.
        titles.forget();
        throw thrown;
      }
    },
    async getDataset(id) {
      const { name } = readReply(replies.namedReply, 'dataset', await calls.get(`/datasets/${id}`));
      return { id, title: name, containerIds: [] } satisfies RemoteDataset;
    },
    async place(datasetId, containerId) {
      await calls.post(`/authorizations/datasets/${datasetId}/group_role/${containerId}/${GROUP_ROLE}`, {});
    },
    datasetUrl: (id) => `${url}/datasets/${id}`,

    listFolders: (datasetId) => listFolders(calls, datasetId),
    async createFolder(datasetId, parentId, name) {
      const wish = { name, ...(parentId !== undefined && { parent_folder: parentId }) };
      const path = `/datasets/${datasetId}/folders`;
      return readReply(replies.namedReply, 'new folder', await calls.post(path, wish)).id;
    },
    async listFiles(datasetId) {
      return (await listAll(calls, `/datasets/${datasetId}/files`, replies.fileReply)).map(remoteFile);
    },

    filesPerRequest: 1,
    sendFiles: (place, files) =>
      mapSlowly(files, 1, (file) => sendFile(calls, place, file, patience(file.size))),
    sendPath: (place, path) => sendPath(calls, place, path),
    async getFile(id) {
      const answer = await calls.get(`/files/${id}/summary`).catch(goneIsUndefined);
      if (answer === undefined) return undefined;
      const { name, size, state } = remoteFile(readReply(replies.fileReply, 'file', answer));
      return { name, folder: undefined, size, isStored: state !== 'half' };
    },
    async deleteFile(_, id) {
      await calls.delete(`/files/${id}`).catch(goneIsUndefined);
    },
    readFile: (id) => calls.read(`/files/${id}?increment=false`),

    async readNotes(kind, id) {
      const entries = readReply(
        z.array(replies.metadataReply),
        'metadata',
        await calls.get(`/${kind}s/${id}/metadata`),
      );
      const notes = entries.map(({ content }) => content);
      return notes.filter((note): note is Note => typeof note === 'object' && note !== null).toReversed();
    },
    async addNote(kind, id, note) {
      await calls.post(`/${kind}s/${id}/metadata`, { content: note, context: [markerContext] });
    },
  };
}

function goneIsUndefined(thrown: unknown): undefined {
  if (thrown instanceof Failure && thrown.code === 'not_found') return undefined;
  throw thrown;
}

function group({ id, name }: z.infer<typeof replies.namedReply>): Container {
  return { id, names: [name] };
}
