import { isObject, json, text } from '../reply.ts';
import type { Reply } from '../reply.ts';
import { add, isId, newId } from '../state.ts';
import type { Metadata, StoredFile } from '../state.ts';
import { datasetOf, fileOf, param, signedIn } from './call.ts';
import type { Call } from './call.ts';
import { readAgent, userAgent } from './agent.ts';
import { JavaException, parseJson, requireUrl } from './exception.ts';
import { forbids } from './permissions.ts';
import { jsonText, showDate, success } from './replies.ts';

type Target = Metadata['target'];
const ADDED = jsonText(200, 'Metadata successfully added to db');

/** Appends; never compares with what is there. */
function addMetadata(
  call: Call,
  target: Target,
  context: unknown,
  content: unknown,
  agent: Metadata['agent'],
): void {
  if (call.quirks.rejectsDottedKeys) checkKeys(content);
  const dropped = target.kind === 'dataset' && Array.isArray(context) && call.quirks.datasetDropsArrayContext;
  add(call.state.metadata, {
    id: newId(),
    target,
    content,
    context: dropped ? undefined : context,
    contextUrl: typeof context === 'string' ? requireUrl(context) : null,
    definition: null,
    agent,
    creatorId: signedIn(call).id,
    created: new Date(),
  });
}

/** MongoDB takes "." for a path and a leading "$" for an operator. */
function checkKeys(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key.includes('.') || key.startsWith('$')) {
      throw new JavaException('java.lang.IllegalArgumentException', `Invalid BSON field name ${key}`);
    }
    checkKeys(inner);
  }
}

function targetOf(call: Call): Target | undefined {
  const found = call.params['dataset'] === undefined ? fileOf(call) : datasetOf(call);
  return found && { kind: call.params['dataset'] === undefined ? 'file' : 'dataset', id: found.id };
}

function addJsonLd(call: Call, target: Target, body: Readonly<Record<string, unknown>>): Reply {
  const agent = readAgent(body, call.quirks);
  if (!agent) return jsonText(400, 'Creator data is missing or incorrect.');
  if (body['content'] === undefined) throw new JavaException('java.lang.ClassCastException', 'JsUndefined');
  addMetadata(call, target, body['@context'], body['content'], agent);
  return ADDED;
}

export function postJsonLd(call: Call): Reply {
  const target = targetOf(call);
  if (!target) return text(404, '');
  return addJsonLd(call, target, isObject(call.json) ? call.json : {});
}

/** `{files: [ids], metadata: {...}}`. */
export function postJsonLdBatch(call: Call): Reply {
  const { files, metadata } = isObject(call.json) ? call.json : {};
  if (!Array.isArray(files) || !isObject(metadata))
    return jsonText(400, 'Missing parameter [files] or [metadata]');
  for (const id of files.map(String)) {
    const forbidden = forbids('edit', { ...call, params: { file: id } });
    if (forbidden) return forbidden;
    const outcome = addJsonLd(call, { kind: 'file', id }, metadata);
    if (outcome !== ADDED) return outcome;
  }
  return ADDED;
}

/** In the name of the user: `{"@context", dataset_id | file_id, content}`. */
export function postAsUser(call: Call): Reply {
  const body = isObject(call.json) ? call.json : {};
  const id = body['dataset_id'] ?? body['file_id'];
  const kind = body['dataset_id'] === undefined ? 'file' : 'dataset';
  if (typeof id !== 'string' || !isId(id)) return jsonText(400, 'Invalid resource id.');
  if (!call.state[kind === 'file' ? 'files' : 'datasets'].has(id))
    return jsonText(400, 'Invalid resource id.');
  addMetadata(call, { kind, id }, body['@context'], body['content'], userAgent(call));
  return ADDED;
}

/** The old way: any JSON object, kept under a made-up extractor. */
export function postLegacy(call: Call): Reply {
  const target = targetOf(call);
  if (!target) return text(404, '');
  const extractor = 'http://clowder.ncsa.illinois.edu/extractors/deprecatedapi';
  addMetadata(call, target, undefined, call.json, { '@type': 'cat:extractor', extractor_id: extractor });
  return success;
}

/** What came with an upload: the object itself is the content, without its `@context`. */
export function addInlineMetadata(call: Call, file: StoredFile, note: string): void {
  const value = parseJson(note);
  if (!isObject(value)) throw new JavaException('play.api.libs.json.JsResultException', 'expected an object');
  const { '@context': context, ...content } = value;
  addMetadata(call, { kind: 'file', id: file.id }, context, content, userAgent(call));
}

function selected(call: Call, target: Target): Metadata[] {
  const all = [...call.state.metadata.values()].filter((entry) => entry.target.id === target.id);
  const extractor = call.query.get('extractor');
  if (extractor === null) return all;
  const wanted = new RegExp(`.*extractors/${extractor}`);
  return all.filter(({ agent }) => {
    const id = agent['extractor_id'];
    return typeof id === 'string' && wanted.test(id);
  });
}

export function getJsonLd(call: Call): Reply {
  const target = targetOf(call);
  if (!target) return jsonText(400, `Error getting ${param(call, 'dataset') || param(call, 'file')}`);
  const entries = selected(call, target);
  const ordered = call.quirks.newestMetadataFirst ? entries.toReversed() : entries;
  const url = `${call.url}/${target.kind}s/${target.id}`;
  const shown = ordered.map((entry) => ({
    ...(entry.context !== undefined && { '@context': entry.context }),
    id: entry.id,
    attached_to: { resource_type: `cat:${target.kind}`, url },
    created_at: showDate(entry.created, call.quirks),
    agent: entry.agent,
    content: entry.content,
  }));
  return json(200, shown);
}

/** Without `extractor` everything goes. */
export function deleteJsonLd(call: Call): Reply {
  const target = targetOf(call);
  if (!target) return jsonText(400, `Error getting ${param(call, 'dataset') || param(call, 'file')}`);
  const entries = selected(call, target);
  for (const entry of entries) call.state.metadata.delete(entry.id);
  return json(200, { status: 'success', count: String(entries.length) });
}
