import { basename } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { noContent } from '../content.ts';
import type { Content } from '../content.ts';
import { guessContentType } from '../content-types.ts';
import { json, refuse } from '../reply.ts';
import type { Reply } from '../reply.ts';
import { add, newId } from '../state.ts';
import type { StoredFile } from '../state.ts';
import { signedIn } from './call.ts';
import type { Call } from './call.ts';
import { datasetOf } from './datasets.ts';
import { readFields } from './fields.ts';
import { fileOf, showFile } from './files.ts';
import { detail, internalError, invalid, notFound, requireId } from './replies.ts';
import type { FilePart } from './starlette-form.ts';

/** One part in the field `file`; of several the last one counts. */
export async function uploadFile(call: Call): Promise<Reply> {
  const part = singlePart(call);
  return json(200, showFile(call, await storePart(call, part), true));
}

/** Parts in the field `files`, one after the other: what was stored before a failure stays. */
export async function uploadFiles(call: Call): Promise<Reply> {
  const parts = call.form.files.filter((part) => part.field === 'files');
  if (parts.length === 0) return missingField(call, 'files');
  const stored: StoredFile[] = [];
  for (const part of parts) stored.push(await storePart(call, part));
  return json(
    200,
    stored.map((file) => showFile(call, file, true)),
  );
}

function singlePart(call: Call): FilePart {
  return call.form.files.findLast((part) => part.field === 'file') ?? refuse(missingField(call, 'file'));
}

function missingField(call: Call, name: string): Reply {
  if (!call.form.texts.includes(name))
    return invalid([['body', name], 'field required', 'value_error.missing']);
  return invalid([['body', name], "Expected UploadFile, received: <class 'str'>", 'value_error']);
}

/** The order of the real server: record, bytes, version, index, a pause; each step can be the last one. */
async function storePart(call: Call, part: FilePart): Promise<StoredFile> {
  const datasetId = datasetOf(call).id;
  const folderId = wantedFolder(call);
  const type = part.type === undefined || part.type === '' ? guessContentType(part.name) : part.type;
  const file = saveRecord(call, {
    datasetId,
    folderId,
    name: part.name,
    contentType: type,
    storage: 'upload',
  });
  if (meets(call, 'half-file', part)) return refuse(internalError);
  addVersion(call, file, part.content);
  if (meets(call, 'fails-after-store', part)) return refuse(internalError);
  if (call.quirks.perFileDelayMs > 0) await delay(call.quirks.perFileDelayMs, undefined, { ref: false });
  return file;
}

function meets(call: Call, kind: 'half-file' | 'fails-after-store', part: FilePart): boolean {
  const { fault } = call;
  return fault?.kind === kind && (fault.file === undefined || fault.file === part.name);
}

function wantedFolder(call: Call): string | undefined {
  const id = call.query.get('folder_id');
  if (id === null) return undefined;
  return call.state.folders.has(requireId(call, 'Folder', id)) ? id : refuse(notFound('Folder', id));
}

function saveRecord(
  call: Call,
  given: Pick<StoredFile, 'datasetId' | 'folderId' | 'name' | 'contentType' | 'storage'>,
  source?: { readonly path: string; readonly content: Content },
): StoredFile {
  return add(call.state.files, {
    ...given,
    id: newId(),
    size: source?.content.size ?? 0,
    sha256: source?.content.sha256,
    status: source ? 'PROCESSED' : 'CREATED',
    uploadedAt: new Date(),
    creatorId: signedIn(call).id,
    source: source?.path,
    content: source?.content ?? noContent(0),
    versions: [],
    downloads: 0,
  });
}

function addVersion(call: Call, file: StoredFile, content: Content): void {
  const number = (file.versions.at(-1)?.number ?? 0) + 1;
  file.versions.push({ number, id: newId(), creatorId: signedIn(call).id, created: new Date(), content });
  file.content = content;
  file.size = content.size;
  file.sha256 = content.sha256;
  file.status = 'PROCESSED';
}

/** A new version: name and content type must be the old ones, and only a bearer token may do it. */
export async function replaceFile(call: Call): Promise<Reply> {
  if (call.quirks.putFileNeedsBearer && !call.bearer) return detail(403, 'Not authenticated');
  const part = singlePart(call);
  const file = fileOf(call);
  if (part.name !== file.name || (part.type ?? guessContentType(part.name)) !== file.contentType) {
    return detail(400, `File name and content type must match existing: ${file.name}, ${file.contentType}`);
  }
  addVersion(call, file, part.content);
  return json(200, showFile(call, file));
}

/** A file that stays on the server's own disk. Unlike v1 it must exist. */
export async function uploadLocalFile(call: Call): Promise<Reply> {
  const fields = readFields(call.json);
  const path = fields.required('path', fields.text('path'));
  const datasetId = datasetOf(call).id;
  const folderId = wantedFolder(call);
  if (!call.quirks.localWhitelist.some((prefix) => path.startsWith(prefix))) {
    return detail(500, 'File is not located in a whitelisted directory.');
  }
  const content = await call.contents.fromPath(path);
  if (!content) return internalError;
  const name = basename(path);
  const record = { datasetId, folderId, name, contentType: guessContentType(name), storage: 'path' } as const;
  const file = saveRecord(call, record, { path, content });
  return json(200, showFile(call, file, true));
}
