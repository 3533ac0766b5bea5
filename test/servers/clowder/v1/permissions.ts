import type { Reply } from '../reply.ts';
import { spaceOf, datasetOf, fileOf } from './call.ts';
import type { Call, Need } from './call.ts';
import type { SpaceRole } from '../state.ts';
import { unauthorized } from './replies.ts';

/** The texts of a 401 for an account that cannot act. */
const ACCOUNT_TEXTS = {
  inactive: 'Account is not activated',
  readOnly: 'Account is ReadOnly',
  termsNotAccepted: 'Terms of Service not accepted',
  disabled: 'Disabled',
} as const;

/** Roles that carry each right; the owner has them all. */
const RIGHTS: Readonly<Record<'view' | 'edit' | 'own' | 'download', readonly SpaceRole[]>> = {
  view: ['Admin', 'Editor', 'Viewer'],
  download: ['Admin', 'Editor', 'Viewer'],
  edit: ['Admin', 'Editor'],
  own: ['Admin'],
};

/** The 401 that stands in the way, or nothing. Runs before anybody looks whether the thing exists. */
export function forbids(need: Need, call: Call): Reply | undefined {
  if (need === 'anyone') return undefined;
  if (need === 'view' && call.quirks.permissions === 'public') return undefined;
  if (need === 'download' && call.quirks.allowAnonymousDownload) return undefined;
  if (!call.user) return unauthorized();
  const { account } = call.quirks;
  const onlyReads = need === 'user' || need === 'view' || need === 'download';
  if (account !== 'active' && !(account === 'readOnly' && onlyReads))
    return unauthorized(ACCOUNT_TEXTS[account]);
  if (need === 'user' || need === 'writer' || call.superAdmin) return undefined;
  const thing = findThing(call);
  if (!thing) return call.quirks.unknownIdIs401 ? unauthorized() : undefined;
  return mayDo(call, call.user.id, need, thing) ? undefined : unauthorized();
}

interface Thing {
  readonly owners: readonly string[];
  readonly spaceIds: readonly string[];
}

function mayDo(call: Call, userId: string, need: keyof typeof RIGHTS, thing: Thing): boolean {
  if (thing.owners.includes(userId)) return true;
  return thing.spaceIds.some((id) => {
    const role = call.state.spaces.get(id)?.roles.get(userId);
    return role !== undefined && RIGHTS[need].includes(role);
  });
}

/** The thing that the first name in the path stands for. */
function findThing(call: Call): Thing | undefined {
  const [kind] = Object.keys(call.params);
  if (kind === 'space') {
    const space = spaceOf(call);
    return space && { owners: [space.creatorId], spaceIds: [space.id] };
  }
  if (kind === 'dataset') {
    const dataset = datasetOf(call);
    return dataset && { owners: [dataset.creatorId], spaceIds: dataset.spaceIds };
  }
  const file = fileOf(call);
  if (!file) return undefined;
  const dataset = call.state.datasets.get(file.datasetId ?? '');
  const owners = dataset ? [file.creatorId, dataset.creatorId] : [file.creatorId];
  return { owners, spaceIds: dataset?.spaceIds ?? [] };
}

/** May this user see, or edit, this dataset? Used by lists, which leave out what is not allowed. */
export function mayDataset(call: Call, need: 'view' | 'edit', datasetId: string): boolean {
  return forbids(need, { ...call, params: { dataset: datasetId } }) === undefined;
}
