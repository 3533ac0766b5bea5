import { expect, test } from 'vitest';
import { dataset, openStep, startV2 } from '../fixture/index.ts';

const files = { 'a.txt': 'alpha', 'sub/b.txt': 'beta' };

test('an unknown key, and one that has expired, end the run before anything is sent', async () => {
  const server = await startV2();
  const wrong = openStep({ url: server.url, key: 'wrong' });
  await expect(wrong).rejects.toMatchObject({ class: 'fatal', code: 'bad_token' });
  server.state.keys.get(server.key)!.expires = new Date(1);
  await expect(openStep(server)).rejects.toMatchObject({
    class: 'fatal',
    code: 'bad_token',
    message: expect.stringContaining('Key is expired') as string,
    hint: expect.stringContaining('mins=0') as string,
  });
});

test('a key that expires half-way', async () => {
  const server = await startV2();
  const step = await openStep(server);
  await step.commit(await dataset(files));
  server.state.keys.get(server.key)!.expires = new Date(1);
  const more = dataset(files, { key: 'more', dataset: { title: 'more' } });
  await expect(step.commit(await more)).rejects.toMatchObject({ class: 'fatal', code: 'bad_token' });
});

test('what the account may not do is said about the record', async () => {
  const server = await startV2();
  const record = await dataset(files);
  const { datasetId } = await (await openStep(server)).commit(record);
  for (const [id, entry] of server.state.authorizations) {
    if (entry.datasetId === datasetId) server.state.authorizations.delete(id);
  }
  await expect((await openStep(server)).commit(record)).rejects.toMatchObject({
    class: 'reject',
    code: expect.stringMatching(/no_permission|not_found/) as string,
  });
});
