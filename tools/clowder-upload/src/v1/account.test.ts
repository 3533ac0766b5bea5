import { expect, test } from 'vitest';
import { dataset, openStep, startV1 } from '../fixture/index.ts';

const files = { 'a.txt': 'alpha', 'sub/b.txt': 'beta' };

test('an unknown key is found out before anything is sent', async () => {
  const server = await startV1();
  await expect(openStep({ url: server.url, key: 'wrong' })).rejects.toMatchObject({
    class: 'fatal',
    code: 'bad_token',
  });
  expect(server.requests.map(({ path }) => path)).toEqual(['/api/v2/status', '/api/version', '/api/me']);
});

test.each([
  ['termsNotAccepted', /Terms of Service/],
  ['inactive', /not activated/],
  ['readOnly', /Read-Only/],
  ['disabled', /Disabled/],
] as const)('an account that is %s', async (account, text) => {
  const server = await startV1({ quirks: { account } });
  const work = openStep(server).then(async (step) => step.commit(await dataset(files)));
  await expect(work).rejects.toMatchObject({
    class: 'fatal',
    message: expect.stringMatching(text) as string,
  });
});

test('a 401 is about the key only when the server does not know the key any more', async () => {
  const server = await startV1();
  const record = await dataset(files);
  const step = await openStep(server, { categoryAs: 'none' });
  server.faults.add({ kind: 'status', status: 401, match: { path: /createempty/ } });
  await expect(step.commit(record)).rejects.toMatchObject({ class: 'reject', code: 'no_permission' });
  server.state.keys.clear();
  await expect(step.commit(record)).rejects.toMatchObject({ class: 'fatal', code: 'bad_token' });
});

test('keys never stand in addresses or messages', async () => {
  const server = await startV1();
  server.faults.add({ kind: 'status', status: 500, times: 1, match: { path: /uploadToDataset/ } });
  const step = await openStep(server);
  await step.commit(await dataset(files));
  expect(server.requests.some(({ path }) => path.includes('key='))).toBe(false);
  expect(step.messages.join('\n')).not.toContain(server.key);
});

test('a private server', async () => {
  const server = await startV1({ quirks: { permissions: 'private' } });
  const record = await dataset(files);
  await (await openStep(server)).commit(record);
  const result = await (await openStep(server)).commit(record);
  expect(result.files.map(({ status }) => status)).toEqual(['skipped', 'skipped']);
});
