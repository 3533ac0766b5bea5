import { Failure } from '@leat/pipe';
import * as z from 'zod';
import type { Clowder, Container, RemoteDataset, StoredFile } from '../server/api.ts';
import { openCalls, query } from '../server/calls.ts';
import type { Connection } from '../server/connection.ts';
import { readReply } from '../server/read-reply.ts';
import { unsafeNames } from '../server/unsafe-names.data.ts';
import { unescapeHtml } from './html-text.ts';
import { accountTrouble, badToken, judgeV1 } from './judge.ts';
import { addNote, readNotes } from './notes.ts';
import * as replies from './replies.ts';
import { sendFiles, sendPath } from './upload.ts';

/** Few enough that not much is sent again when one of them fails. */
const FILES_PER_REQUEST = 16;

/** Clowder 1, by the routes of its release 1.23.0. */
export function openV1({ http, url, settings, signal, log, patience }: Connection): Clowder {
  const base = `${url}/api`;
  const calls = openCalls({ http, base, judge: judgeV1(http, base), signal, log });
  const { extract, status } = settings.values;
  if (status === 'AUTHENTICATED') {
    throw new Failure('fatal', 'bad_status', 'Clowder 1 knows no status AUTHENTICATED', {
      hint: 'use --status PUBLIC or PRIVATE',
    });
  }

  const listFiles: Clowder['listFiles'] = async (datasetId) => {
    const files = await calls.list(`/datasets/${datasetId}/files`);
    return readReply(z.array(replies.listedFileReply), 'files', files).map(
      ({ id, filename, size, folders }) => ({
        id,
        name: filename,
        folderId: folders?.id,
        size,
        state: 'unsure',
      }),
    );
  };

  return {
    api: 'v1',
    url,
    unsafe: unsafeNames.v1,
    container: 'space',
    sendsNotes: true,

    // An unknown key is no error for most routes: they answer as to anybody.
    async whoAmI() {
      const answer = await http.send({ url: `${base}/me` });
      if (answer.status === 401) throw accountTrouble(answer) ?? badToken(answer);
      if (answer.status !== 200) throw await judgeV1(http, base)(answer);
      const { id, fullName, email } = readReply(replies.personReply, 'account', answer.json());
      return { id, name: fullName ?? email ?? id };
    },

    // Without a limit there are 12.
    async listContainers() {
      return readReply(
        z.array(replies.containerReply),
        'spaces',
        await calls.list('/spaces/canEdit?limit=0'),
      ).map(space);
    },
    async getContainer(id) {
      return space(readReply(replies.containerReply, 'space', await calls.get(`/spaces/${id}`)));
    },
    async createContainer(name) {
      const wish = { name, description: `Datasets of the category ${name}` };
      return readReply(replies.idReply, 'new space', await calls.post('/spaces', wish)).id;
    },

    async findDatasets(title) {
      // Without `exact` the title is an expression; without a limit there are 12.
      const path = `/datasets/canEdit${query({ title, exact: true, limit: 0 })}`;
      const found = readReply(z.array(replies.datasetReply), 'datasets', await calls.get(path)).map(dataset);
      return found.filter((it) => it.title === title);
    },
    async createDataset({ title, description, containerId }) {
      // Anything but an array of ids is ignored without a word.
      const space = containerId === undefined ? [] : [containerId];
      const wish = { name: title, description, space, ...(status !== undefined && { access: status }) };
      return readReply(replies.idReply, 'new dataset', await calls.post('/datasets/createempty', wish)).id;
    },
    async getDataset(id) {
      return dataset(readReply(replies.datasetReply, 'dataset', await calls.get(`/datasets/${id}`)));
    },
    async place(datasetId, containerId) {
      await calls.post(`/spaces/${containerId}/addDatasetToSpace/${datasetId}`, {});
    },
    datasetUrl: (id) => `${url}/datasets/${id}`,

    async listFolders(datasetId) {
      const folders = await calls.list(`/datasets/${datasetId}/folders`);
      return readReply(z.array(replies.folderReply), 'folders', folders).map(({ id, name }) => ({
        id,
        path: name.replace(/^\//, ''),
      }));
    },
    async createFolder(datasetId, parentId, name) {
      const parent =
        parentId === undefined
          ? { parentId: datasetId, parentType: 'dataset' }
          : { parentId, parentType: 'folder' };
      const made = await calls.post(`/datasets/${datasetId}/newFolder`, { name, ...parent });
      return readReply(replies.idReply, 'new folder', made).id;
    },
    listFiles,

    filesPerRequest: FILES_PER_REQUEST,
    sendFiles: (place, files) =>
      sendFiles(calls, place, files, {
        extract,
        answerSeconds: Math.max(...files.map(({ size }) => patience(size))) + files.length,
      }),
    sendPath: (place, path, note) =>
      sendPath(calls, place, path, note, { extract, answerSeconds: patience(0) }),
    async getFile(id): Promise<StoredFile | undefined> {
      const answer = await calls.get(`/files/${id}/metadata`).catch(goneIsUndefined);
      if (answer === undefined) return undefined;
      const file = readReply(replies.fileReply, 'file', answer);
      return {
        name: file.filename,
        folder: file.path?.replaceAll(/^\/|\/$/g, ''),
        size: file.size,
        isStored: file.status !== 'CREATED',
      };
    },
    async deleteFile(datasetId, id) {
      try {
        await calls.delete(`/files/${id}`);
      } catch (thrown) {
        // For a file that is gone the answer is "no permission".
        const files = await listFiles(datasetId);
        if (files.some((file) => file.id === id)) throw thrown;
      }
    },
    readFile: (id) => calls.read(`/files/${id}/blob?tracking=false`),

    readNotes: (kind, id) => readNotes(calls, kind, id),
    addNote: (kind, id, note) => addNote(calls, kind, id, note),
  };
}

/** On a private server nobody may look at what is not there. */
function goneIsUndefined(thrown: unknown): undefined {
  if (thrown instanceof Failure && (thrown.code === 'not_found' || thrown.code === 'no_permission'))
    return undefined;
  throw thrown;
}

function space({ id, name }: z.infer<typeof replies.containerReply>): Container {
  return { id, names: [name, unescapeHtml(name)] };
}

function dataset({ id, name, spaces }: z.infer<typeof replies.datasetReply>): RemoteDataset {
  return { id, title: name, containerIds: spaces };
}
