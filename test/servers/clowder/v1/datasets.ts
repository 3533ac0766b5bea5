import { emptyDataset } from '../removal.ts';
import { isObject, json } from '../reply.ts';
import type { Reply } from '../reply.ts';
import { add, isId, newId, newestFirst } from '../state.ts';
import type { Dataset } from '../state.ts';
import { datasetOf, param, signedIn, textField } from './call.ts';
import type { Call } from './call.ts';
import { JavaException } from './exception.ts';
import { selectPage } from './lists.ts';
import { mayDataset } from './permissions.ts';
import { jsonText, showDate, success } from './replies.ts';

export function showDataset(call: Call, dataset: Dataset): object {
  return {
    id: dataset.id,
    name: dataset.name,
    description: dataset.description ?? '',
    created: showDate(dataset.created, call.quirks),
    thumbnail: null,
    authorId: dataset.creatorId,
    spaces: dataset.spaceIds,
    resource_type: 'dataset',
  };
}

function listAllowed(call: Call, need: 'view' | 'edit'): Reply {
  const allowed = newestFirst(call.state.datasets).filter(
    (set) => !set.trashed && mayDataset(call, need, set.id),
  );
  return json(
    200,
    selectPage(call, allowed).map((set) => showDataset(call, set)),
  );
}

export function listDatasets(call: Call): Reply {
  return listAllowed(call, 'view');
}

export function listEditableDatasets(call: Call): Reply {
  return listAllowed(call, 'edit');
}

function notFound(call: Call): Reply {
  return jsonText(404, `Could not find dataset with id [${param(call, 'dataset')}]`);
}

export function getDataset(call: Call): Reply {
  const dataset = datasetOf(call);
  return dataset ? json(200, showDataset(call, dataset)) : notFound(call);
}

/** Never looks for a dataset of the same name, and believes any caller about spaces. */
export function createDataset(call: Call): Reply {
  const name = textField(call, 'name');
  if (name === undefined) return jsonText(400, 'Missing parameter [name]');
  const spaceIds = readSpaces(call);
  if (!Array.isArray(spaceIds)) return spaceIds;
  if (['datasets', 'always'].includes(call.quirks.insertFails)) return json(200, { status: 'error' });
  const created = new Date();
  const { id } = add(call.state.datasets, {
    id: newId(),
    name,
    description: textField(call, 'description') ?? '',
    creatorId: signedIn(call).id,
    created,
    modified: created,
    spaceIds,
    status: textField(call, 'access') ?? 'DEFAULT',
    tags: [],
    licenseId: '',
    trashed: false,
  });
  for (const fileId of (textField(call, 'existingfiles') ?? '').split(',')) {
    const file = call.state.files.get(fileId.trim());
    if (file) file.datasetId = id;
  }
  return json(200, { id });
}

function readSpaces(call: Call): string[] | Reply {
  const given = isObject(call.json) ? call.json['space'] : undefined;
  if (given === undefined) return [];
  const texts: unknown[] = Array.isArray(given) ? given : [];
  // ["default"] is what the web page sends for "no space".
  if (texts.length === 1 && texts[0] === 'default') return [];
  if (!Array.isArray(given) || !texts.every((id) => typeof id === 'string')) {
    return call.quirks.ignoresSpaceText ? [] : jsonText(400, 'Invalid parameter [space]');
  }
  const bad = texts.find((id) => !isId(id));
  if (bad !== undefined)
    throw new JavaException('java.lang.IllegalArgumentException', `invalid ObjectId [${bad}]`);
  const known = texts.filter((id) => call.state.spaces.has(id));
  if (known.length < texts.length && !call.quirks.dropsUnknownSpaces)
    return jsonText(400, 'Invalid space id');
  return known;
}

export function renameDataset(call: Call): Reply {
  const dataset = datasetOf(call);
  const name = textField(call, 'name');
  if (!dataset) return notFound(call);
  if (name === undefined) return jsonText(400, 'name data is missing.');
  dataset.name = name;
  return success;
}

export function describeDataset(call: Call): Reply {
  const dataset = datasetOf(call);
  const description = textField(call, 'description');
  if (!dataset) return notFound(call);
  if (description === undefined) return jsonText(400, 'description data is missing.');
  dataset.description = description;
  return success;
}

export function tagDataset(call: Call): Reply {
  const dataset = datasetOf(call);
  const tags = isObject(call.json) ? call.json['tags'] : undefined;
  if (!dataset) return notFound(call);
  if (!Array.isArray(tags)) return jsonText(400, 'Missing parameter [tags]');
  dataset.tags.push(...tags.map(String));
  return success;
}

export function deleteDataset(call: Call): Reply {
  const dataset = datasetOf(call);
  if (!dataset) return notFound(call);
  if (call.quirks.useTrash && !dataset.trashed) {
    dataset.trashed = true;
    return success;
  }
  emptyDataset(call.state, dataset.id);
  call.state.datasets.delete(dataset.id);
  return success;
}

/** Deletes the dataset and leaves its files behind, in no dataset. */
export function deleteDatasetOnly(call: Call): Reply {
  const dataset = datasetOf(call);
  if (!dataset) return notFound(call);
  for (const file of call.state.files.values()) {
    if (file.datasetId === dataset.id) file.datasetId = undefined;
  }
  emptyDataset(call.state, dataset.id);
  call.state.datasets.delete(dataset.id);
  return success;
}
