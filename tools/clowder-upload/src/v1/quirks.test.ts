import { expect, test, vi } from 'vitest';
import { dataset, openStep, startV1 } from '../fixture/index.ts';

const files = { 'a.txt': 'alpha', 'sub/b.txt': 'beta' };

test('success that is none is not believed', async () => {
  const server = await startV1({ quirks: { insertFails: 'always' } });
  const step = await openStep(server);
  const work = step.commit(await dataset(files));
  const isAnswered = (): boolean => server.requests.some((it) => it.method === 'POST' && it.status === 200);
  await vi.waitUntil(isAnswered, { timeout: 60_000 });
  server.quirks.insertFails = 'never';
  expect((await work).files.map(({ status }) => status)).toEqual(['uploaded', 'uploaded']);
});

test('a title is not an expression', async () => {
  const server = await startV1();
  const step = await openStep(server);
  for (const title of ['a.c', 'abc', 'ABC', 'a.c (1) [x', '.*']) {
    await step.commit(await dataset({}, { key: title, dataset: { category: 'c', title } }));
  }
  expect([...server.state.datasets.values()].map(({ name }) => name)).toHaveLength(5);
});

test('no name of a file draws the marker of another one to it', async () => {
  const names = ['a.txt', 'leat0', 'leat1', 'leat/0', 'leat/1', 'file', 'path', '0', '1'];
  const server = await startV1();
  const step = await openStep(server);
  const { files: sent } = await step.commit(
    await dataset(Object.fromEntries(names.map((name) => [name, name]))),
  );
  for (const { name, fileId } of sent) {
    const markers = [...server.state.metadata.values()].filter(({ target }) => target.id === fileId);
    expect(markers.map(({ content }) => content)).toMatchObject([{ leat: { name } }]);
  }
});

test('below a context path', async () => {
  const server = await startV1({ contextPath: '/clowder' });
  const step = await openStep({ ...server, url: `${server.url}/` });
  expect((await step.commit(await dataset(files))).datasetUrl).toMatch(/\/clowder\/datasets\/\w{24}$/);
});
