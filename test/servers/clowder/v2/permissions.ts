import { refuse } from '../reply.ts';
import type { Dataset, State } from '../state.ts';
import type { Call, Need } from './call.ts';
import { detail, notFound, requireId } from './replies.ts';

/** Each role has the rights of those behind it. */
const RANKS = ['owner', 'editor', 'uploader', 'viewer'];

export function isRole(role: string): boolean {
  return RANKS.includes(role);
}

/** The first matching entry counts, even when a later one gives more. */
function roleOn(state: State, datasetId: string, email: string): string | undefined {
  for (const entry of state.authorizations.values()) {
    if (entry.datasetId !== datasetId) continue;
    if (entry.creator === email || entry.userIds.includes(email)) return entry.role;
  }
  return undefined;
}

function isOpen(dataset: Dataset | undefined): boolean {
  return dataset?.status === 'PUBLIC' || dataset?.status === 'AUTHENTICATED';
}

/** The test for lists: everybody's datasets, and those on which the user has any role. */
export function readableBy(call: Call): (dataset: Dataset) => boolean {
  const email = call.user?.email ?? '';
  const entries = [...call.state.authorizations.values()];
  const shared = new Set(
    entries
      .filter((entry) => entry.creator === email || entry.userIds.includes(email))
      .map((entry) => entry.datasetId),
  );
  return (dataset) => call.adminMode || isOpen(dataset) || shared.has(dataset.id);
}

/** Refuses the call when the user lacks the role on what the first name in the path stands for. */
export function requireRole(need: Need, call: Call): void {
  const [kind = ''] = Object.keys(call.params);
  if (need === 'anyone' || need === 'user') return;
  const id = requireId(call, `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`, call.params[kind] ?? '');
  if (call.adminMode) return;
  if (kind === 'dataset') requireOnDataset(need, call, id);
  else if (kind === 'file') requireOnFile(need, call, id);
  else if (kind === 'metadata') requireOnMetadata(need, call, id);
  else if (kind === 'group') requireOnGroup(need, call, id);
}

/** The back-tick that is never closed is in the real text. */
function lacks(call: Call, need: string, kind: string, id: string): never {
  return refuse(
    detail(403, `User \`${call.user?.email} does not have \`${need}\` permission on ${kind} ${id}`),
  );
}

function hasRank(role: string, need: string): boolean {
  return RANKS.indexOf(role) <= RANKS.indexOf(need);
}

function requireOnDataset(need: string, call: Call, id: string): void {
  const dataset = call.state.datasets.get(id);
  const role = roleOn(call.state, id, call.user?.email ?? '');
  if (role !== undefined && hasRank(role, need)) return;
  if (role === undefined && need === 'viewer' && isOpen(dataset)) return;
  if (!dataset) refuse(detail(404, `The dataset ${id} is not found`));
  lacks(call, need, 'dataset', id);
}

/** Without any role a file looks as if it were not there. */
function requireOnFile(need: string, call: Call, id: string): void {
  const datasetId = call.state.files.get(id)?.datasetId ?? '';
  const role = roleOn(call.state, datasetId, call.user?.email ?? '');
  if (role !== undefined) {
    if (!hasRank(role, need)) lacks(call, need, 'file', id);
    return;
  }
  if (need === 'viewer' && isOpen(call.state.datasets.get(datasetId))) return;
  refuse(notFound('File', id));
}

function requireOnMetadata(need: string, call: Call, id: string): void {
  const target = call.state.metadata.get(id)?.target;
  const datasetId = target?.kind === 'file' ? call.state.files.get(target.id)?.datasetId : target?.id;
  const role = roleOn(call.state, datasetId ?? '', call.user?.email ?? '');
  if (role === undefined) refuse(notFound('Metadata', id));
  if (!hasRank(role, need)) lacks(call, need, 'metadata', id);
}

function requireOnGroup(need: string, call: Call, id: string): void {
  const group = call.state.spaces.get(id);
  if (!group) return refuse(notFound('Group', id));
  const role = group.roles.get(call.user?.id ?? '');
  if (group.creatorId === call.user?.id || (role !== undefined && (need === 'viewer' || role !== 'Viewer')))
    return;
  lacks(call, need, 'group', id);
}
