import { openHttp } from '@leat/http';
import { randomUUID } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import type { Result } from './fields.ts';
import { dataset, datasetRecord, openStep, write, type TestStep } from './fixture/index.ts';
import { baseUrl } from './server/base-url.ts';

/*
 * Against a real Clowder of either version, when somebody asks for it:
 *   CLOWDER_LIVE=1 CLOWDER_URL=https://... CLOWDER_TOKEN=... vitest run tools/clowder-upload/src/live.test.ts
 * It makes one dataset in no space and no group, and deletes it in the end.
 */

const { CLOWDER_LIVE, CLOWDER_URL: url = '', CLOWDER_TOKEN: key = '' } = process.env;
const whyNot =
  CLOWDER_LIVE !== '1'
    ? 'CLOWDER_LIVE is not 1'
    : url === '' || key === ''
      ? 'CLOWDER_URL and CLOWDER_TOKEN do not name a server'
      : undefined;

const names = {
  'plain.txt': 'plain',
  'empty.txt': '',
  'folder with space/deep/ü 日本.txt': 'unicode',
  'colon:quote"back\\slash;%.txt': 'odd',
  'large.bin': Buffer.alloc(6_000_000, 'leat'),
};

function open(flags: object = {}): Promise<TestStep> {
  return openStep({ url, key }, { categoryAs: 'none', ...flags });
}

async function removeDataset({ api, datasetId }: Result): Promise<void> {
  const limits = { connectSeconds: 10, idleSeconds: 60, answerSeconds: 60 };
  const http = openHttp({ ...limits, headers: { 'X-API-Key': key } });
  await http.send({
    method: 'DELETE',
    url: `${baseUrl(url)}/api/${api === 'v2' ? 'v2/' : ''}datasets/${datasetId}`,
  });
  http.close();
}

test('a dataset arrives, is found again, changes, and goes', async ({ skip }) => {
  if (whyNot !== undefined) skip(whyNot);
  const title = `leat live test ${randomUUID()}`;
  const about = { key: title, dataset: { category: 'leat', title }, metadata: { 'a.b': { $c: 1 } } };
  const record = await dataset(names, about);
  const root = record['uri'] as string;

  const first = await (await open({ verify: 'download' })).commit(record);
  onTestFinished(() => removeDataset(first));
  expect(first.created).toBe(true);
  expect(first.files.map(({ name, status }) => [name, status])).toEqual(
    Object.keys(names).map((name) => [name, 'uploaded']),
  );

  const again = await open();
  expect(await again.lookup(record)).toMatchObject({ datasetId: first.datasetId });
  const second = await again.commit(record);
  expect(second).toMatchObject({ created: false, datasetId: first.datasetId });
  expect(second.files.every(({ status }) => status === 'skipped')).toBe(true);

  write(root, { 'plain.txt': 'other', 'new.txt': 'new' });
  const changed = await datasetRecord(root, [...Object.keys(names), 'new.txt'], about);
  await expect((await open()).commit(changed)).rejects.toMatchObject({ code: 'conflict' });
  const third = await (await open({ onConflict: 'replace' })).commit(changed);
  expect(third.files.map(({ status }) => status)).toEqual([
    'replaced',
    ...Array.from({ length: 4 }, () => 'skipped'),
    'uploaded',
  ]);
  const fourth = await (await open({ verify: 'download' })).commit(changed);
  expect(fourth.files.every(({ status }) => status === 'skipped')).toBe(true);
  await expect((await open()).commit({ ...changed, key: 'another' })).rejects.toMatchObject({
    code: 'title_taken',
  });
});
