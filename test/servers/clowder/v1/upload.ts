import { isObject, refuse, text } from '../reply.ts';
import type { Reply } from '../reply.ts';
import type { Dataset, Folder, StoredFile } from '../state.ts';
import { datasetOf, param } from './call.ts';
import type { Call } from './call.ts';
import { JavaException, parseJson } from './exception.ts';
import { addInlineMetadata } from './metadata.ts';
import { attachByPath } from './by-reference.ts';
import type { FilePart } from './play-form.ts';
import { jsonText } from './replies.ts';
import { attach, saveRecord, storeLater } from './save.ts';
import { showUploaded } from './show-uploaded.ts';

/** Takes file parts first and then text parts named `file` that point at a path; replies before it stores. */
export async function uploadToDataset(call: Call): Promise<Reply> {
  const dataset = datasetOf(call);
  if (!dataset) return text(404, `Dataset with id=${param(call, 'dataset')} does not exist`);
  const folder = wantedFolder(call);
  const stored: StoredFile[] = [];
  for (const part of call.form.files) {
    if (!call.quirks.anyFieldName && !['file', 'File'].includes(part.field)) continue;
    if (!call.quirks.brokenMetadataOrphans) refuseBrokenMetadata(call, part);
    stored.push(storePart(call, part, dataset, folder));
  }
  for (const pointer of call.form.texts.get('file') ?? []) {
    const value = parseJson(pointer);
    if (!isObject(value) || typeof value['path'] !== 'string') continue;
    const file = await attachByPath(call, value['path'], value, dataset, folder);
    if (file) stored.push(file);
  }
  return showUploaded(call, stored);
}

/** Any id that leads to no folder means the root of the dataset. A folder of another dataset is taken. */
function wantedFolder(call: Call): Folder | undefined {
  const id = call.query.get('folder_id');
  if (id === null) return undefined;
  const folder = call.state.folders.get(id);
  if (!folder && !call.quirks.ignoresUnknownFolder) refuse(jsonText(404, `Folder ${id} not found`));
  return folder;
}

function storePart(call: Call, part: FilePart, dataset: Dataset, folder: Folder | undefined): StoredFile {
  const notes = metadataTexts(call, part);
  const file = saveRecord(call, { ...part, storage: 'upload', source: undefined });
  // An exception here leaves a record that belongs to no dataset: invisible to every list.
  for (const note of notes) addInlineMetadata(call, file, note);
  attach(call, file, dataset, folder);
  storeLater(call, file);
  return file;
}

/** Text parts named like the file, else those named like its field if they have an `@context`. */
function metadataTexts(call: Call, part: FilePart): readonly string[] {
  if (!call.quirks.inlineMetadata) return [];
  const byName = call.form.texts.get(part.name);
  if (byName) return byName;
  const byField = call.form.texts.get(part.field) ?? [];
  const contexts = byField.map((note) => {
    const value = parseJson(note);
    return isObject(value) ? value['@context'] : undefined;
  });
  if (contexts.some(Array.isArray)) throw new JavaException('scala.MatchError', 'JsArray');
  return contexts.some((context) => context !== undefined) ? byField : [];
}

function refuseBrokenMetadata(call: Call, part: FilePart): void {
  try {
    for (const note of metadataTexts(call, part)) parseJson(note);
  } catch {
    refuse(jsonText(400, `Metadata of ${part.name} is not JSON`));
  }
}
