import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { complete } from '../complete.ts';
import { reads } from '../fields.ts';
import { apis, itemOf, openStep, start, stored, temporaryDirectory, write } from '../fixture/index.ts';

function request(root: string, names: readonly string[]): Record<string, unknown> {
  return { category: 'notes', dataset_title: 'today', files: names.map((name) => join(root, name)) };
}

describe.each(apis)('Clowder %s', (api) => {
  test('a plain request', async () => {
    const server = await start(api);
    const root = temporaryDirectory();
    write(root, { 'a.txt': 'alpha', 'deep/b.txt': 'beta' });
    const step = await openStep(server);
    const result = await step.commit(request(root, ['a.txt', 'deep/b.txt']));
    expect(stored(server)).toEqual(['a.txt 5', 'b.txt 4']);
    expect(result.files.map(({ name }) => name)).toEqual(['a.txt', 'b.txt']);
    expect([...server.state.datasets.values()]).toMatchObject([{ name: 'today' }]);
  });

  test('with particulars of the files', async () => {
    const server = await start(api);
    const root = temporaryDirectory();
    write(root, { 'a.txt': 'alpha', 'b.bin': 'beta' });
    await (
      await openStep(server)
    ).commit({
      ...request(root, []),
      description: 'By hand.',
      metadata: { 'who.did': { $it: 'me' }, deep: deep(89) },
      files: [
        { path: join(root, 'a.txt'), folder: 'notes/old/', metadata: { subject: 'mouse' } },
        { path: join(root, 'b.bin'), name: 'renamed.dat', contentType: 'application/x-test' },
      ],
    });
    expect(stored(server)).toEqual(['notes/old/a.txt 5', 'renamed.dat 4']);
    const [there] = server.state.datasets.values();
    expect(there!.description).toBe('By hand.');
    const { files, metadata } = server.state;
    expect([...files.values()].find(({ name }) => name === 'renamed.dat')!.contentType).toBe(
      'application/x-test',
    );
    const contents = [...metadata.values()].map(({ content }) => content);
    expect(contents).toContainEqual(expect.objectContaining({ subject: 'mouse' }));
    expect(contents).toContainEqual(
      expect.objectContaining({ 'who%2Edid': { '%24it': 'me' }, deep: deep(89) }),
    );
  });

  test('a request is not taken for another one when a file changes on the way', async () => {
    const server = await start(api);
    const root = temporaryDirectory();
    write(root, { 'a.txt': 'alpha' });
    const item = await itemOf(request(root, ['a.txt']));
    writeFileSync(join(root, 'a.txt'), 'other');
    const step = await openStep(server);
    await expect(step.commitItem(item)).rejects.toMatchObject({ code: 'changed' });
    expect(server.count().files).toBe(0);
  });
});

test.each([[null], ['a.txt'], [[null]], [[5, [], true]]])(
  'with %j for its files it has a key to be refused by',
  async (files) => {
    const members = await complete({ category: 'notes', dataset_title: 'today', files });
    expect(members).toMatchObject({ key: 'notes/today', rev: expect.stringMatching(/^stat-/) as string });
  },
);

test.each([
  ['an end of a line in a content type', { contentType: 'text/plain\r\nX: y' }],
  ['metadata deeper than the database keeps', { metadata: deep(91) }],
  ['metadata deeper than the stack', { metadata: deep(5000) }],
])('%s is refused', (_, particulars) => {
  const record = { key: 'a', dataset_title: 'today', files: [{ path: '/a', ...particulars }] };
  expect(reads.safeParse(record).success).toBe(false);
  expect(reads.safeParse({ ...record, files: [], uri: '/a', ...particulars }).success).toBe(false);
});

test.each([7, null, { path: '/a', size: '5' }])('a file that is %j is refused in words', (file) => {
  const { error } = reads.safeParse({ key: 'a', dataset_title: 'today', files: [file] });
  expect(error!.issues).toMatchObject([{ message: expect.stringContaining('must be a path') as string }]);
});

function deep(levels: number): unknown {
  return levels === 0 ? 1 : { a: deep(levels - 1) };
}

test('files of one name are told apart by their paths', async () => {
  const step = await openStep(await start('v1'));
  const root = temporaryDirectory();
  write(root, { 'a/x.txt': '1', 'b/x.txt': '2' });
  await expect(step.commit(request(root, ['a/x.txt', 'b/x.txt']))).rejects.toMatchObject({
    class: 'reject',
    code: 'name_clash',
    message: `${root}/a/x.txt and ${root}/b/x.txt would both become x.txt`,
  });
});

test('its rev follows its files, and nothing else has one made', async () => {
  const root = temporaryDirectory();
  write(root, { 'a.txt': 'alpha', 'b.txt': 'beta' });
  const revOf = async (names: readonly string[]): Promise<unknown> =>
    (await complete(request(root, names)))?.['rev'];
  const before = await revOf(['a.txt', 'b.txt']);
  expect(await revOf(['b.txt', 'a.txt'])).toBe(before);
  expect(await revOf(['a.txt'])).not.toBe(before);
  write(root, { 'b.txt': 'other' });
  expect(await revOf(['a.txt', 'b.txt'])).not.toBe(before);
  expect(await revOf(['a.txt', 'missing.txt'])).toMatch(/^stat-/);
  expect((await complete(request(root, [])))?.['key']).toBe('notes/today');
  expect(complete({ key: 'a', rev: '1', dataset: { title: 'x' }, files: [] })).toBeUndefined();
  expect(complete({ ...request(root, []), key: 'mine', rev: 'mine too' })).toBeUndefined();
  expect(await complete({ ...request(root, []), key: 'mine' })).toMatchObject({ key: 'mine' });
});
