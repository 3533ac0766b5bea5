import { json, text } from '../reply.ts';
import type { Reply } from '../reply.ts';
import { add, newId, newestFirst } from '../state.ts';
import type { Space, SpaceRole } from '../state.ts';
import { datasetOf, param, signedIn, spaceOf, textField } from './call.ts';
import type { Call } from './call.ts';
import { showDataset } from './datasets.ts';
import { selectPage } from './lists.ts';
import { jsonText, showDate, success } from './replies.ts';

function showSpace(call: Call, { id, name, description, created }: Space): object {
  return { id, name, description, created: showDate(created, call.quirks) };
}

function spacesWithRole(call: Call, roles: readonly SpaceRole[]): Reply {
  const user = call.user?.id ?? '';
  const mine = newestFirst(call.state.spaces).filter((space) => {
    const role = space.roles.get(user);
    return call.superAdmin || (role !== undefined && roles.includes(role));
  });
  return json(
    200,
    selectPage(call, mine).map((space) => showSpace(call, space)),
  );
}

/** Only spaces in which the caller has a role; for an unknown key that is an empty list, not an error. */
export function listSpaces(call: Call): Reply {
  return spacesWithRole(call, ['Admin', 'Editor', 'Viewer']);
}

export function listEditableSpaces(call: Call): Reply {
  return spacesWithRole(call, ['Admin', 'Editor']);
}

/** Unlike the list this turns HTML entities back. */
export function getSpace(call: Call): Reply {
  const space = spaceOf(call);
  if (!space) return text(404, 'Space not found');
  const { name, description } = space;
  return json(
    200,
    showSpace(call, { ...space, name: unescapeHtml(name), description: unescapeHtml(description) }),
  );
}

export function createSpace(call: Call): Reply {
  if (call.quirks.account === 'readOnly') return jsonText(400, 'User is Read-Only');
  const name = textField(call, 'name');
  const description = textField(call, 'description');
  if (name === undefined || description === undefined) return jsonText(400, 'Missing required parameters');
  if (['spaces', 'always'].includes(call.quirks.insertFails)) return json(200, { status: 'error' });
  const creator = signedIn(call).id;
  const { id } = add(call.state.spaces, {
    id: newId(),
    name: call.quirks.escapesSpaceNames ? escapeHtml(name) : name,
    description,
    creatorId: creator,
    created: new Date(),
    roles: new Map([[creator, 'Admin']]),
    fileCount: 0,
    byteCount: 0,
  });
  return json(200, { id });
}

/** Whole dataset objects, although the published description says ids; `limit` 0 is the default here. */
export function listSpaceDatasets(call: Call): Reply {
  const id = param(call, 'space');
  const inside = newestFirst(call.state.datasets).filter((set) => set.spaceIds.includes(id) && !set.trashed);
  const limit = Number(call.query.get('limit') ?? 0);
  return json(
    200,
    (limit > 0 ? inside.slice(0, limit) : inside).map((set) => showDataset(call, set)),
  );
}

export function addDatasetToSpace(call: Call): Reply {
  const space = spaceOf(call);
  const dataset = datasetOf(call);
  if (!space || !dataset) return text(404, '');
  if (dataset.creatorId !== call.user?.id) return jsonText(403, 'You are not the owner of the dataset');
  if (!dataset.spaceIds.includes(space.id)) dataset.spaceIds.push(space.id);
  const inside = [...call.state.datasets.values()].filter((set) => set.spaceIds.includes(space.id));
  return json(200, { datasetsInSpace: String(inside.length) });
}

export function removeDatasetFromSpace(call: Call): Reply {
  const space = spaceOf(call);
  const dataset = datasetOf(call);
  if (!space || !dataset) return text(404, '');
  dataset.spaceIds = dataset.spaceIds.filter((id) => id !== space.id);
  return jsonText(200, 'success');
}

/** Succeeds even when the space is gone already; its datasets stay. */
export function deleteSpace(call: Call): Reply {
  const id = param(call, 'space');
  call.state.spaces.delete(id);
  for (const dataset of call.state.datasets.values()) {
    dataset.spaceIds = dataset.spaceIds.filter((space) => space !== id);
  }
  return success;
}

const ENTITIES = [
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
] as const;

function escapeHtml(value: string): string {
  return ENTITIES.reduce((done, [char, entity]) => done.replaceAll(char, entity), value);
}

function unescapeHtml(value: string): string {
  return ENTITIES.reduceRight((done, [char, entity]) => done.replaceAll(entity, char), value);
}
