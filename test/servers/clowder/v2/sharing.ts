import { json, refuse } from '../reply.ts';
import type { Reply } from '../reply.ts';
import { add, newId } from '../state.ts';
import type { Authorization } from '../state.ts';
import { param, signedIn } from './call.ts';
import type { Call } from './call.ts';
import { datasetOf } from './datasets.ts';
import { groupOf } from './groups.ts';
import { isRole } from './permissions.ts';
import { invalid, naiveTime, notFound } from './replies.ts';

/** AuthorizationOut. */
function showAuthorization(entry: Authorization): object {
  return {
    creator: entry.creator,
    created: naiveTime(entry.created),
    modified: naiveTime(entry.modified),
    dataset_id: entry.datasetId,
    user_ids: entry.userIds,
    role: entry.role,
    group_ids: entry.groupIds,
    id: entry.id,
  };
}

/** Takes whatever role the group had and gives it this one. */
export function setGroupRole(call: Call): Reply {
  const role = roleOf(call);
  datasetOf(call);
  const group = groupOf(call);
  const members = [...group.roles.keys()].map((id) => call.state.users.get(id)?.email ?? '');
  for (const entry of entriesOf(call)) {
    if (!entry.groupIds.includes(group.id)) continue;
    entry.groupIds = entry.groupIds.filter((id) => id !== group.id);
    entry.userIds = entry.userIds.filter((email) => !members.includes(email));
  }
  const entry = entryFor(call, role);
  entry.groupIds.push(group.id);
  entry.userIds.push(...members.filter((email) => !entry.userIds.includes(email)));
  return json(200, showAuthorization(entry));
}

export function setUserRole(call: Call): Reply {
  const role = roleOf(call);
  datasetOf(call);
  const email = param(call, 'email');
  if (![...call.state.users.values()].some((user) => user.email === email)) return notFound('User', email);
  for (const entry of entriesOf(call)) entry.userIds = entry.userIds.filter((one) => one !== email);
  const entry = entryFor(call, role);
  entry.userIds.push(email);
  return json(200, showAuthorization(entry));
}

function roleOf(call: Call): string {
  const role = param(call, 'role');
  if (isRole(role)) return role;
  const permitted = "permitted: 'owner', 'viewer', 'uploader', 'editor'";
  const message = `value is not a valid enumeration member; ${permitted}`;
  return refuse(invalid([['path', 'role'], message, 'type_error.enum']));
}

function entriesOf(call: Call): Authorization[] {
  return [...call.state.authorizations.values()].filter(
    (entry) => entry.datasetId === param(call, 'dataset'),
  );
}

/** One entry per dataset and role. */
function entryFor(call: Call, role: string): Authorization {
  const found = entriesOf(call).find((entry) => entry.role === role);
  if (found) return Object.assign(found, { modified: new Date() });
  const created = new Date();
  const empty = { userIds: [], groupIds: [], created, modified: created };
  return add(call.state.authorizations, {
    ...empty,
    id: newId(),
    datasetId: param(call, 'dataset'),
    role,
    creator: signedIn(call).email,
  });
}
