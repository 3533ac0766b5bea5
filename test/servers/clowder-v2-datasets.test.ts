import { afterEach, beforeEach, expect, test } from 'vitest';
import { ask, form } from './clowder/ask.ts';
import type { Answer } from './clowder/ask.ts';
import { startClowderV2 } from './clowder-v2.ts';
import type { ClowderV2 } from './clowder-v2.ts';

let server: ClowderV2;
beforeEach(async () => {
  server = await startClowderV2();
});
afterEach(() => server.stop());

const UNKNOWN = '0123456789abcdef01234567';

/** The fields of DatasetOut in the published description. */
const DATASET_OUT = [
  'name description status creator created modified user_views downloads thumbnail_id origin_id',
  'standard_license license_id id frozen frozen_version_num deleted',
].flatMap((words) => words.split(' '));

interface Page {
  readonly metadata: object;
  readonly data: readonly { readonly name: string }[];
}

function create(json: unknown, license = 'CC%20BY'): Promise<Answer> {
  return ask(server, 'POST', `/api/v2/datasets?license_id=${license}`, { json });
}

function list(query = '', key?: string): Promise<Answer<Page>> {
  return ask(server, 'GET', `/api/v2/datasets${query}`, key === undefined ? {} : { key });
}

async function names(query = '', key?: string): Promise<string[]> {
  return (await list(query, key)).json.data.map((dataset) => dataset.name);
}

test('a new dataset is answered 200 as a DatasetOut', async () => {
  const made = await create({ name: 'd', description: 'x' });
  expect([made.status, Object.keys(made.json).toSorted()]).toEqual([200, DATASET_OUT.toSorted()]);
  expect(made.json).toMatchObject({
    name: 'd',
    status: 'PRIVATE',
    standard_license: true,
    license_id: 'CC BY',
  });
  expect(made.json).toMatchObject({ frozen: false, frozen_version_num: -999, thumbnail_id: null });
  expect((await create({})).json).toMatchObject({ name: 'N/A' });
});

test('times are naive, with microseconds when just made and milliseconds when read again', async () => {
  const made = await create({ name: 'd' });
  expect(made.json).toMatchObject({ created: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:]{8}\.\d{3}417$/) });
  const read = await ask(server, 'GET', `/api/v2/datasets/${made.json.id}`);
  expect(read.json).toMatchObject({ created: expect.stringMatching(/\.\d{3}000$/) });
});

test('license_id is required, or with the quirk off not', async () => {
  const missing = await ask(server, 'POST', '/api/v2/datasets', { json: { name: 'd' } });
  expect([missing.status, missing.json]).toEqual([
    422,
    { detail: [{ loc: ['query', 'license_id'], msg: 'field required', type: 'value_error.missing' }] },
  ]);
  server.quirks.licenseRequired = false;
  expect((await ask(server, 'POST', '/api/v2/datasets', { json: { name: 'd' } })).status).toBe(200);
});

test.each([
  [undefined, ['body'], 'value_error.missing'],
  [[], ['body'], 'type_error.dict'],
  [{ name: null }, ['body', 'name'], 'type_error.none.not_allowed'],
  [{ name: {} }, ['body', 'name'], 'type_error.str'],
  [{ status: 'OPEN' }, ['body', 'status'], 'type_error.enum'],
])('%j is 422 at %j', async (json, loc, type) => {
  const reply = await create(json);
  expect([reply.status, reply.json]).toMatchObject([422, { detail: [{ loc, type }] }]);
});

test('a body that is not called JSON is no object', async () => {
  const question = { body: '{}', headers: { 'content-type': 'text/plain' } };
  const reply = await ask(server, 'POST', '/api/v2/datasets?license_id=x', question);
  expect([reply.status, reply.json]).toMatchObject([422, { detail: [{ type: 'type_error.dict' }] }]);
});

test('lists are pages of 10, newest first, without a search for names', async () => {
  for (let number = 1; number <= 12; number += 1) await create({ name: `d${number}` });
  expect((await list()).json.metadata).toEqual({ total_count: 12, skip: 0, limit: 10 });
  expect((await names()).slice(0, 2)).toEqual(['d12', 'd11']);
  expect(await names('?skip=10')).toEqual(['d2', 'd1']);
  expect(await names('?limit=100&name=d1')).toHaveLength(12);
  const zero = await list('?limit=0');
  expect([zero.status, zero.text]).toEqual([500, 'Internal Server Error']);
  expect((await list('?limit=x')).json).toMatchObject({ detail: [{ loc: ['query', 'limit'] }] });
  server.quirks.limitZeroIs500 = false;
  expect(await names('?limit=0')).toEqual([]);
  server.quirks.defaultLimit = 3;
  expect(await names()).toHaveLength(3);
  server.quirks.paged = false;
  expect((await list()).json).toHaveLength(3);
});

test('an empty list has a page too', async () => {
  expect((await list()).json).toEqual({ metadata: { total_count: 0, skip: 0, limit: 10 }, data: [] });
});

test('others see what is public, and mine=true leaves that out', async () => {
  await create({ name: 'private' });
  await create({ name: 'public', status: 'PUBLIC' });
  await create({ name: 'signed-in', status: 'AUTHENTICATED' });
  const { key } = server.addUser();
  expect(await names('', key)).toEqual(['signed-in', 'public']);
  expect(await names('?mine=true', key)).toEqual([]);
  expect(await names('?mine=true')).toHaveLength(3);
});

test('404 for what is not there, 403 for what is not yours, 500 for what is no id', async () => {
  const { id } = (await create({ name: 'd' })).json;
  const path = `/api/v2/datasets/${id}`;
  const missing = await ask(server, 'GET', `/api/v2/datasets/${UNKNOWN}`);
  expect([missing.status, missing.json]).toEqual([404, { detail: `The dataset ${UNKNOWN} is not found` }]);
  const { key, user } = server.addUser();
  const foreign = await ask(server, 'GET', path, { key });
  const detail = `User \`${user.email} does not have \`viewer\` permission on dataset ${id}`;
  expect([foreign.status, foreign.json]).toEqual([403, { detail }]);
  const malformed = await ask(server, 'GET', '/api/v2/datasets/nothex');
  expect([malformed.status, malformed.text]).toEqual([500, 'Internal Server Error']);
  server.quirks.malformedIdIs500 = false;
  expect((await ask(server, 'GET', '/api/v2/datasets/nothex')).status).toBe(404);
});

test('an admin acts as one only with enable_admin=true', async () => {
  const { id } = (await create({ name: 'd' })).json;
  const { key } = server.addUser({ admin: true });
  expect((await ask(server, 'GET', `/api/v2/datasets/${id}`, { key })).status).toBe(403);
  expect((await ask(server, 'GET', `/api/v2/datasets/${id}?enable_admin=true`, { key })).status).toBe(200);
  const missing = await ask(server, 'GET', `/api/v2/datasets/${UNKNOWN}?enable_admin=true`, { key });
  expect(missing.json).toEqual({ detail: `Dataset ${UNKNOWN} not found` });
});

test('PUT changes nothing, or with the quirk off something; PATCH does', async () => {
  const { id } = (await create({ name: 'd' })).json;
  const path = `/api/v2/datasets/${id}`;
  expect((await ask(server, 'PUT', path, { json: { name: 'e' } })).json).toMatchObject({ name: 'd' });
  server.quirks.putDatasetDoesNothing = false;
  expect((await ask(server, 'PUT', path, { json: { name: 'e' } })).json).toMatchObject({ name: 'e' });
  const patched = await ask(server, 'PATCH', path, { json: { description: 'x', status: 'PUBLIC' } });
  expect(patched.json).toMatchObject({ name: 'e', description: 'x', status: 'PUBLIC' });
});

test('deletion takes everything along, but breaks off over a licence of another form', async () => {
  const { id } = (await create({ name: 'd' })).json;
  await ask(server, 'POST', `/api/v2/datasets/${id}/files`, form([{ filename: 'a', value: 'x' }]));
  expect((await ask(server, 'DELETE', `/api/v2/datasets/${id}`)).json).toEqual({ deleted: id });
  expect([server.count().datasets, server.count().files, server.state.authorizations.size]).toEqual([
    0, 0, 0,
  ]);
  const custom = (await create({ name: 'd' }, 'my-licence')).json.id;
  expect((await ask(server, 'DELETE', `/api/v2/datasets/${custom}?enable_admin=true`)).status).toBe(500);
  expect(server.count().datasets).toBe(1);
  server.quirks.customLicenseBreaksDelete = false;
  const { key } = server.addUser({ admin: true });
  expect((await ask(server, 'DELETE', `/api/v2/datasets/${custom}?enable_admin=true`, { key })).status).toBe(
    200,
  );
});

test('the standard licences are these, and others can be made', async () => {
  const listed = await ask<{ id: string }[]>(server, 'GET', '/api/v2/licenses/standard_licenses/all');
  expect(listed.json.map(({ id }) => id)).toContain('CCO Public Domain Dedication');
  expect(Object.keys(listed.json[0] ?? {})).toEqual(['id', 'description', 'url']);
  const made = await ask(server, 'POST', '/api/v2/licenses', { json: { name: 'mine' } });
  const dataset = await create({ name: 'd' }, made.json.id);
  expect(dataset.json).toMatchObject({ standard_license: false, license_id: made.json.id });
  expect((await ask(server, 'DELETE', `/api/v2/datasets/${dataset.json.id}`)).status).toBe(200);
});

test('one slash too many or too few is 307, or with the quirk off 404', async () => {
  const question = { json: { name: 'd' } };
  const reply = await ask(server, 'POST', '/api/v2/datasets/?license_id=x', question);
  expect([reply.status, reply.headers.location]).toEqual([307, `${server.url}/api/v2/datasets?license_id=x`]);
  expect(server.requests.at(-1)?.bodyBytes).toBe(JSON.stringify(question.json).length);
  expect((await ask(server, 'GET', `/api/v2/files/${UNKNOWN}/url`)).status).toBe(307);
  expect((await ask(server, 'GET', '/api/v2/nothing/')).json).toEqual({ detail: 'Not Found' });
  expect((await ask(server, 'PUT', '/api/v2/datasets')).status).toBe(405);
  server.quirks.redirectsSlash = false;
  expect((await ask(server, 'POST', '/api/v2/datasets/?license_id=x', question)).status).toBe(404);
});

test('datasets of one title are told as twins', async () => {
  await create({ name: 'd' });
  expect(server.state.duplicates()).toEqual([]);
  await create({ name: 'd' });
  expect(server.state.duplicates()).toMatchObject([{ kind: 'dataset', name: 'd', place: '' }]);
});
