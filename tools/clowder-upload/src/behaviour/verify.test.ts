import { describe, expect, test } from 'vitest';
import { apis, asked, dataset, openStep, spoil, start, stored } from '../fixture/index.ts';

const download = /blob|increment=false/;

describe.each(apis)('Clowder %s', (api) => {
  test('--verify download reads back what was sent, and what is there', async () => {
    const server = await start(api);
    const record = await dataset({ 'a.txt': 'alpha', 'empty.txt': '' });
    await (await openStep(server, { verify: 'download' })).commit(record);
    expect(asked(server, 'GET', download)).toBe(2);
    const again = await (await openStep(server, { verify: 'download' })).commit(record);
    expect(again.files.map(({ status }) => status)).toEqual(['skipped', 'skipped']);
    expect(asked(server, 'GET', download)).toBe(4);
  });

  test('a file that was damaged on its way, or on the server, is sent again', async () => {
    const server = await start(api);
    const record = await dataset({ 'a.txt': 'alpha' });
    await (await openStep(server)).commit(record);
    const [file] = server.state.files.values();
    const broken = Buffer.from('alphx');
    file!.content = { ...file!.content, read: (start, end) => broken.subarray(start, end + 1) };
    expect((await (await openStep(server)).commit(record)).files[0]!.status).toBe('skipped');
    const result = await (await openStep(server, { verify: 'download' })).commit(record);
    expect(result.files[0]!.status).toBe('uploaded');
    expect(stored(server)).toEqual(['a.txt 5']);
    expect([...server.state.files.keys()]).not.toContain(file!.id);
  });

  test('a size that is not what was sent is not believed', async () => {
    const server = await start(api);
    const step = await openStep(server);
    spoil(server, 'size', 3);
    const result = await step.commit(await dataset({ 'a.txt': 'alpha' }));
    expect(asked(server, 'POST', /\/files$|uploadToDataset/)).toBe(2);
    expect(result.files).toMatchObject([{ status: 'uploaded', size: 5 }]);
    expect(stored(server)).toEqual(['a.txt 5']);
  });
});
