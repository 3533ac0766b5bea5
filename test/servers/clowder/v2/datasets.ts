import { emptyDataset } from '../removal.ts';
import { json, refuse } from '../reply.ts';
import type { Reply } from '../reply.ts';
import { add, isId, newId, newestFirst } from '../state.ts';
import type { Dataset } from '../state.ts';
import { param, signedIn } from './call.ts';
import type { Call } from './call.ts';
import { readFields } from './fields.ts';
import { isStandardLicense } from './licenses.ts';
import { showUserById } from './people.ts';
import { readableBy } from './permissions.ts';
import { internalError, invalid, naiveTime, notFound, readFlag, showPage } from './replies.ts';

const STATUSES = ['PRIVATE', 'PUBLIC', 'AUTHENTICATED', 'DEFAULT', 'TRIAL'];

/** DatasetOut. */
function showDataset(call: Call, dataset: Dataset, justMade = false): object {
  return {
    name: dataset.name,
    description: dataset.description,
    status: dataset.status,
    creator: showUserById(call.state, dataset.creatorId),
    created: naiveTime(dataset.created, justMade),
    modified: naiveTime(dataset.modified, justMade),
    user_views: 0,
    downloads: 0,
    thumbnail_id: null,
    origin_id: null,
    standard_license: isStandardLicense(dataset.licenseId),
    license_id: dataset.licenseId === '' ? null : dataset.licenseId,
    id: dataset.id,
    frozen: false,
    frozen_version_num: -999,
    deleted: false,
  };
}

/** The dataset of the path, or 404 for an admin, whom no role check has stopped before. */
export function datasetOf(call: Call): Dataset {
  const id = param(call, 'dataset');
  return call.state.datasets.get(id) ?? refuse(notFound('Dataset', id));
}

export function createDataset(call: Call): Reply {
  const license = call.query.get('license_id');
  if (license === null && call.quirks.licenseRequired) {
    return invalid([['query', 'license_id'], 'field required', 'value_error.missing']);
  }
  const fields = readFields(call.json);
  const given = {
    name: fields.text('name') ?? 'N/A',
    description: fields.optionalText('description') ?? null,
    status: fields.oneOf('status', STATUSES) ?? 'PRIVATE',
  };
  fields.check();
  const user = signedIn(call);
  const created = new Date();
  const dataset = add(call.state.datasets, {
    ...given,
    id: newId(),
    creatorId: user.id,
    created,
    modified: created,
    spaceIds: [],
    tags: [],
    licenseId: license ?? '',
    trashed: false,
  });
  const entry = {
    id: newId(),
    datasetId: dataset.id,
    role: 'owner',
    creator: user.email,
    userIds: [],
    groupIds: [],
  };
  add(call.state.authorizations, { ...entry, created, modified: created });
  return json(200, showDataset(call, dataset, true));
}

/** Newest first; there is no way to ask for a name. */
export function listDatasets(call: Call): Reply {
  const readable = readableBy(call);
  const mine = (dataset: Dataset): boolean => dataset.creatorId === call.user?.id;
  const listed = newestFirst(call.state.datasets).filter(readFlag(call, 'mine') ? mine : readable);
  return showPage(call, listed, (dataset) => showDataset(call, dataset));
}

export function getDataset(call: Call): Reply {
  return json(200, showDataset(call, datasetOf(call)));
}

/** Answers the dataset as it was: the change itself is never applied. */
export function putDataset(call: Call): Reply {
  const dataset = datasetOf(call);
  const fields = readFields(call.json);
  const given = { name: fields.text('name'), description: fields.optionalText('description') };
  fields.check();
  if (!call.quirks.putDatasetDoesNothing) {
    dataset.name = given.name ?? 'N/A';
    dataset.description = given.description ?? null;
  }
  dataset.modified = new Date();
  return json(200, showDataset(call, dataset));
}

export function patchDataset(call: Call): Reply {
  const dataset = datasetOf(call);
  const fields = readFields(call.json);
  const given = {
    name: fields.optionalText('name'),
    description: fields.optionalText('description'),
    status: fields.oneOf('status', STATUSES),
  };
  fields.check();
  dataset.name = given.name ?? dataset.name;
  dataset.description = given.description ?? dataset.description;
  dataset.status = given.status ?? dataset.status;
  dataset.modified = new Date();
  return json(200, showDataset(call, dataset));
}

/** With a licence id of another form the files are gone before the deletion breaks off. */
export function deleteDataset(call: Call): Reply {
  const dataset = datasetOf(call);
  emptyDataset(call.state, dataset.id);
  const { licenseId } = dataset;
  const custom = licenseId !== '' && !isStandardLicense(licenseId);
  if (custom && !isId(licenseId) && call.quirks.customLicenseBreaksDelete) return internalError;
  call.state.datasets.delete(dataset.id);
  return json(200, { deleted: dataset.id });
}
