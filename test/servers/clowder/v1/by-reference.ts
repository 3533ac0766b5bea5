import { isObject, refuse, text } from '../reply.ts';
import type { Reply } from '../reply.ts';
import { noContent } from '../content.ts';
import type { Dataset, Folder, StoredFile } from '../state.ts';
import { datasetOf, param } from './call.ts';
import type { Call } from './call.ts';
import { JavaException } from './exception.ts';
import { addInlineMetadata } from './metadata.ts';
import { jsonText } from './replies.ts';
import { attach, fillIn, saveRecord, storeLater } from './save.ts';
import { showUploaded } from './show-uploaded.ts';

/**
 * A file that stays on the server's own disk. A path outside of the allowed prefixes is left out silently;
 * a path that does not exist becomes a file of size 0.
 */
export async function attachByPath(
  call: Call,
  path: string,
  pointer: Readonly<Record<string, unknown>>,
  dataset: Dataset,
  folder: Folder | undefined,
): Promise<StoredFile | undefined> {
  // A plain test of the first letters: "/home/globus-of-others" passes for "/home/globus".
  if (!call.quirks.sourcePaths.some((prefix) => path.startsWith(prefix))) return undefined;
  const content = await call.contents.fromPath(path);
  if (!content && !call.quirks.acceptsMissingPath) refuse(jsonText(400, `No such file: ${path}`));
  const name = path.slice(path.lastIndexOf('/') + 1);
  const file = saveRecord(call, { name, content: content ?? noContent(0), storage: 'path', source: path });
  const note = pointer['md'] ?? pointer['metadata'];
  if (note !== undefined) addInlineMetadata(call, file, JSON.stringify(note));
  attach(call, file, dataset, folder);
  storeLater(call, file);
  return file;
}

/** One object or several, each with `fileurl`, `weburl`, `url` or `path`. */
export async function uploadByUrl(call: Call): Promise<Reply> {
  const dataset = datasetOf(call);
  if (!dataset) return text(404, `Dataset with id=${param(call, 'dataset')} does not exist`);
  const wanted: unknown[] = Array.isArray(call.json) ? call.json : [call.json];
  const stored: StoredFile[] = [];
  for (const pointer of wanted.filter(isObject)) {
    const url = pointer['fileurl'] ?? pointer['weburl'] ?? pointer['url'];
    if (typeof url === 'string') stored.push(attachByUrl(call, url, pointer, dataset));
    else if (typeof pointer['path'] === 'string') {
      const file = await attachByPath(call, pointer['path'], pointer, dataset, undefined);
      if (file) stored.push(file);
    }
  }
  return showUploaded(call, stored);
}

function attachByUrl(
  call: Call,
  url: string,
  pointer: Readonly<Record<string, unknown>>,
  dataset: Dataset,
): StoredFile {
  if (!URL.canParse(url)) throw new JavaException('java.net.MalformedURLException', url);
  const { pathname } = new URL(url);
  const name = pathname.slice(pathname.lastIndexOf('/') + 1);
  // Until the bytes are there the size is -1.
  const file = saveRecord(call, { name, content: noContent(-1), storage: 'url', source: url });
  const note = pointer['md'] ?? pointer['metadata'];
  if (note !== undefined) addInlineMetadata(call, file, JSON.stringify(note));
  const context = { source: 'http://purl.org/dc/terms/source' };
  addInlineMetadata(call, file, JSON.stringify({ '@context': context, source: url }));
  attach(call, file, dataset, undefined);
  fetchInto(call, file, url).catch(() => call.state.files.delete(file.id));
  return file;
}

async function fetchInto(call: Call, file: StoredFile, url: string): Promise<void> {
  const reply = await fetch(url);
  const sink = call.contents.sink();
  for await (const chunk of reply.body ?? []) sink.write(Buffer.from(chunk));
  fillIn(file, sink.finish());
  storeLater(call, file);
}
