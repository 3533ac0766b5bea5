import { expect, test } from 'vitest';
import type { Calls } from '../server/calls.ts';
import { listAll } from './pages.ts';
import { namedReply } from './replies.ts';

interface Item {
  readonly id: string;
  readonly name: string;
}

/** Lists the newest first, as the server does. */
function callsOver(
  items: Item[],
  onPage: (number: number) => void = () => {},
): { calls: Calls; asked: string[] } {
  const asked: string[] = [];
  const list: Calls['list'] = async (path) => {
    asked.push(path);
    onPage(asked.length);
    const { searchParams } = new URL(path, 'http://host');
    const skip = Number(searchParams.get('skip'));
    const limit = Number(searchParams.get('limit'));
    const metadata = { total_count: items.length, skip, limit };
    return { metadata, data: items.slice(skip, skip + limit) };
  };
  return { calls: { list } as unknown as Calls, asked };
}

function make(count: number): Item[] {
  return Array.from({ length: count }, (_, index) => ({ id: String(index), name: `n${index}` }));
}

test.each([0, 1, 199, 200, 201, 400, 1000])('%i items come whole and once', async (count) => {
  const { calls } = callsOver(make(count));
  expect(await listAll(calls, '/x', namedReply, { mine: true })).toEqual(make(count));
});

test('an item that moves to a page that was read already is not lost', async () => {
  const items = make(450);
  const { calls, asked } = callsOver(items, (number) => {
    // Deleted on the first page after that page was read: the rest moves up by one.
    if (number === 2) items.shift();
  });
  const ids = (await listAll(calls, '/x', namedReply)).map(({ id }) => id);
  expect(new Set(ids).isSupersetOf(new Set(items.map(({ id }) => id)))).toBe(true);
  expect(asked.length).toBeGreaterThan(3);
});

test('an item that comes while the list is read shows none twice', async () => {
  const items = make(450);
  const { calls } = callsOver(items, (number) => {
    if (number === 2) items.unshift({ id: 'new', name: 'new' });
  });
  const ids = (await listAll(calls, '/x', namedReply)).map(({ id }) => id);
  expect(ids.length).toBe(new Set(ids).size);
  expect(ids).toContain('449');
});
