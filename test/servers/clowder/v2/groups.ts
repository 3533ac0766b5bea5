import { json, refuse } from '../reply.ts';
import type { Reply } from '../reply.ts';
import { add, newId, newestFirst } from '../state.ts';
import type { Space, SpaceRole } from '../state.ts';
import { param, signedIn } from './call.ts';
import type { Call } from './call.ts';
import { readFields } from './fields.ts';
import { showUserById } from './people.ts';
import { internalError, naiveTime, notFound, requireId, showPage } from './replies.ts';

/** GroupOut. */
function showGroup(call: Call, group: Space, justMade = false): object {
  const users = [...group.roles].map(([id, role]) => ({
    user: showUserById(call.state, id),
    editor: role !== 'Viewer',
  }));
  const created = naiveTime(group.created, justMade);
  return {
    creator: call.state.users.get(group.creatorId)?.email,
    created,
    modified: created,
    name: group.name,
    description: group.description === '' ? null : group.description,
    users,
    id: group.id,
    views: 0,
  };
}

export function groupOf(call: Call): Space {
  const id = requireId(call, 'Group', param(call, 'group'));
  return call.state.spaces.get(id) ?? refuse(notFound('Group', id));
}

/** Names are not unique here either. */
export function createGroup(call: Call): Reply {
  const fields = readFields(call.json);
  const name = fields.required('name', fields.text('name'));
  const description = fields.optionalText('description') ?? '';
  fields.check();
  const user = signedIn(call);
  const group = add(call.state.spaces, {
    id: newId(),
    name,
    description,
    creatorId: user.id,
    created: new Date(),
    roles: new Map<string, SpaceRole>([[user.id, 'Editor']]),
    fileCount: 0,
    byteCount: 0,
  });
  return json(200, showGroup(call, group, true));
}

function listMatching(call: Call, matches: (group: Space) => boolean): Reply {
  const mine = newestFirst(call.state.spaces).filter(
    (group) => call.adminMode || group.creatorId === call.user?.id || group.roles.has(call.user?.id ?? ''),
  );
  return showPage(call, mine.filter(matches), (group) => showGroup(call, group));
}

export function listGroups(call: Call): Reply {
  return listMatching(call, () => true);
}

/** The term is an unescaped, case-insensitive expression over name and description. */
export function searchGroups(call: Call): Reply {
  const term = param(call, 'term');
  let expression: RegExp;
  try {
    expression = new RegExp(term, 'i');
  } catch {
    return internalError;
  }
  return listMatching(call, (group) => expression.test(group.name) || expression.test(group.description));
}

export function getGroup(call: Call): Reply {
  return json(200, showGroup(call, groupOf(call)));
}

/** New members also get what the group has been given before. */
export function addMember(call: Call): Reply {
  const email = param(call, 'email');
  const user = [...call.state.users.values()].find((person) => person.email === email);
  if (!user) return notFound('User', email);
  const group = groupOf(call);
  if (!group.roles.has(user.id)) {
    group.roles.set(user.id, call.query.get('role') === 'editor' ? 'Editor' : 'Viewer');
    for (const entry of call.state.authorizations.values()) {
      if (entry.groupIds.includes(group.id)) entry.userIds.push(email);
    }
  }
  return json(200, showGroup(call, group));
}
