import { isObject, json } from '../reply.ts';
import type { Reply } from '../reply.ts';
import { add, newId } from '../state.ts';
import type { Metadata } from '../state.ts';
import { param, signedIn } from './call.ts';
import type { Call } from './call.ts';
import { datasetOf } from './datasets.ts';
import { readFields } from './fields.ts';
import { fileOf } from './files.ts';
import { showUserById } from './people.ts';
import { detail, internalError, naiveTime, notFound } from './replies.ts';

function targetOf(call: Call): Metadata['target'] {
  if (call.params['dataset'] !== undefined) return { kind: 'dataset', id: datasetOf(call).id };
  return { kind: 'file', id: fileOf(call).id };
}

/** MetadataOut. */
function showMetadata(call: Call, entry: Metadata, justMade = false): object {
  const { kind, id } = entry.target;
  const version = kind === 'file' ? (call.state.files.get(id)?.versions.at(-1)?.number ?? 0) : null;
  return {
    content: entry.content,
    '@context': entry.context ?? null,
    context_url: entry.contextUrl,
    definition: entry.definition,
    description: null,
    resource: { collection: `${kind}s`, resource_id: id, version },
    agent: { creator: showUserById(call.state, entry.creatorId), listener: null },
    created: naiveTime(entry.created, justMade),
    origin_id: null,
    id: entry.id,
    frozen: false,
  };
}

/** Needs one of three contexts; only a definition is kept from being added twice. */
export function postMetadata(call: Call): Reply {
  const fields = readFields(call.json);
  const content = fields.required('content', fields.object('content'));
  const contextUrl = fields.optionalText('context_url') ?? null;
  const definition = fields.optionalText('definition') ?? null;
  fields.check();
  const body = isObject(call.json) ? call.json : {};
  const context = body['@context'] ?? body['context'] ?? null;
  const target = targetOf(call);
  const user = signedIn(call);
  if (definition !== null && call.quirks.definitionOnce) {
    const before = entriesOf(call, target).find(
      (one) => one.definition === definition && one.creatorId === user.id,
    );
    if (before) return detail(409, `Metadata for ${definition} already exists on this ${target.kind}`);
  }
  if (context === null && contextUrl === null && definition === null)
    return detail(400, 'Context is required');
  if (definition !== null && !call.quirks.definitions.includes(definition)) {
    return detail(400, `${definition} is not valid metadata definition`);
  }
  const entry = add(call.state.metadata, {
    id: newId(),
    target,
    content,
    context,
    contextUrl,
    definition,
    agent: { creator: user.email },
    creatorId: user.id,
    created: new Date(),
  });
  return json(200, showMetadata(call, entry, true));
}

function entriesOf(call: Call, target: Metadata['target']): Metadata[] {
  return [...call.state.metadata.values()].filter((entry) => entry.target.id === target.id);
}

/** A bare array, oldest first. */
export function listMetadata(call: Call): Reply {
  return json(
    200,
    entriesOf(call, targetOf(call)).map((entry) => showMetadata(call, entry)),
  );
}

/** Merges into this user's first entry; an entry that is named by its id is never found. */
export function patchMetadata(call: Call): Reply {
  const fields = readFields(call.json);
  const content = fields.required('content', fields.object('content'));
  const id = fields.optionalText('metadata_id') ?? null;
  const definition = fields.optionalText('definition') ?? null;
  fields.check();
  const target = targetOf(call);
  const entry = entriesOf(call, target).find(
    (one) =>
      one.creatorId === call.user?.id &&
      (definition === null || one.definition === definition) &&
      (id === null || one.id === id),
  );
  if (!entry || (id !== null && call.quirks.patchByIdBroken)) {
    return detail(404, 'Metadata matching the query not found');
  }
  return json(200, showMetadata(call, merge(entry, content)));
}

/** Breaks with an unhandled error, whatever is sent. */
export function patchMetadataById(call: Call): Reply {
  if (call.quirks.patchByIdBroken) return internalError;
  const fields = readFields(call.json);
  const content = fields.required('content', fields.object('content'));
  const entry = call.state.metadata.get(param(call, 'metadata'));
  if (!entry) return notFound('Metadata', param(call, 'metadata'));
  return json(200, showMetadata(call, merge(entry, content)));
}

function merge(entry: Metadata, content: Readonly<Record<string, unknown>>): Metadata {
  entry.content = { ...(isObject(entry.content) ? entry.content : {}), ...content };
  return entry;
}

export function deleteMetadata(call: Call): Reply {
  const id = param(call, 'metadata');
  return call.state.metadata.delete(id) ? json(200, { deleted: id }) : notFound('Metadata', id);
}
