import type { Content } from '../content.ts';
import { guessContentType } from '../content-types.ts';
import { removeFile } from '../removal.ts';
import { add, newId } from '../state.ts';
import type { Dataset, Folder, StoredFile } from '../state.ts';
import { signedIn } from './call.ts';
import type { Call } from './call.ts';
import { picks } from './quirks.ts';

/** Makes the record of a file; it belongs to no dataset until `attach`. */
export function saveRecord(
  call: Call,
  file: Pick<StoredFile, 'name' | 'content' | 'storage' | 'source'> & { readonly type?: string | undefined },
): StoredFile {
  const { name, content, storage, source, type } = file;
  return add(call.state.files, {
    id: newId(),
    datasetId: undefined,
    folderId: undefined,
    name,
    size: content.size,
    sha256: content.sha256,
    contentType: type === undefined || type === 'application/octet-stream' ? guessContentType(name) : type,
    status: 'CREATED',
    uploadedAt: new Date(),
    creatorId: signedIn(call).id,
    storage,
    source,
    content,
    versions: [],
    downloads: 0,
  });
}

export function attach(call: Call, file: StoredFile, dataset: Dataset, folder: Folder | undefined): void {
  file.datasetId = dataset.id;
  file.folderId = folder?.id;
  if (folder && call.quirks.countsRootOnly) return;
  for (const id of dataset.spaceIds) {
    const space = call.state.spaces.get(id);
    if (!space) continue;
    space.fileCount += 1;
    space.byteCount += file.size;
  }
}

/** What a background thread does after the reply: CREATED → UPLOADED → PROCESSED, or the record vanishes. */
export function storeLater(call: Call, file: StoredFile): void {
  const { quirks, state } = call;
  call.later(quirks.storeDelayMs, () => {
    if (picks(quirks.storeFails, file.name)) {
      removeFile(state, file.id);
      return;
    }
    if (picks(quirks.stuckCreated, file.name)) return;
    const stuckUploaded = picks(quirks.processedNever, file.name);
    if (quirks.renamesPtm) file.name = withoutFlags(file.name);
    file.status = 'UPLOADED';
    if (stuckUploaded) return;
    call.later(quirks.processDelayMs, () => {
      file.status = 'PROCESSED';
    });
  });
}

/** Files by URL get their bytes only in the background. */
export function fillIn(file: StoredFile, content: Content): void {
  file.content = content;
  file.size = content.size;
  file.sha256 = content.sha256;
}

/** "1_2__picture.ptm" carries processing flags before "__". */
function withoutFlags(name: string): string {
  const at = name.indexOf('__');
  return at >= 0 && name.toLowerCase().endsWith('.ptm') ? name.slice(at + 2) : name;
}
