import { describe, expect, test } from 'vitest';
import { apis, dataset, openStep, start, stored } from '../fixture/index.ts';

const files = { 'a.txt': 'alpha', 'sub/b.txt': 'beta', 'sub/deep/c.txt': 'c'.repeat(70_000), 'd.txt': '' };
const there = ['a.txt 5', 'd.txt 0', 'sub/b.txt 4', 'sub/deep/c.txt 70000'];

describe.each(apis)('Clowder %s', (api) => {
  const flags = api === 'v1' ? {} : { categoryAs: 'group' };

  test('given up at any request, it is completed by the next run, and nothing is there twice', async () => {
    const whole = await start(api);
    await (await openStep(whole, flags)).commit(await dataset(files));
    const requests = whole.requests.length;
    expect(requests).toBeGreaterThan(10);

    for (let number = 1; number <= requests; number++) {
      const server = await start(api);
      const record = await dataset(files);
      const step = await openStep(server, flags);
      // Stopped while the request is under way: the server may go on with it or not.
      const { requests: log } = server;
      const push = log.push.bind(log);
      log.push = (entry) => {
        const length = push(entry);
        if (length === number) setImmediate(() => step.stop());
        return length;
      };
      await step.commit(record).catch(() => undefined);
      const result = await (await openStep(server, flags)).commit(record);
      expect(stored(server), `stopped at request ${number}`).toEqual(there);
      expect(server.state.duplicates(), `stopped at request ${number}`).toEqual([]);
      expect(server.count()).toMatchObject({ spaces: 1, datasets: 1, folders: 2, files: 4 });
      expect(result.files).toHaveLength(4);
      expect(await (await openStep(server, flags)).lookup(record)).toBeDefined();
    }
  });

  test('given up in the middle of a file', async () => {
    const server = await start(api, { keepBytes: 0 });
    const record = await dataset({ 'big.bin': Buffer.alloc(8 * 1024 * 1024, 7) });
    const step = await openStep(server, flags);
    step.onMoved = () => step.stop();
    await expect(step.commit(record)).rejects.toMatchObject({ class: 'retry', code: 'stopped' });
    const result = await (await openStep(server, flags)).commit(record);
    expect(result.files[0]).toMatchObject({ status: 'uploaded', size: 8 * 1024 * 1024 });
    expect(server.count().files).toBe(1);
    expect([...server.state.files.values()][0]!.sha256).toBe(result.files[0]!.sha256);
  });
});
