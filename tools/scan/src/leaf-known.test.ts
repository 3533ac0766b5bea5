import { expect, test } from 'vitest';
import { openEmitted, plainRules } from './end-to-end/emitted.ts';
import type { Directory, WalkEvent } from './walk/events.ts';
import { onceLeafIsKnown } from './leaf-known.ts';
import { openLeftOut } from './left-out.ts';

const stats = { mode: 0o100644, size: 0, mtimeMs: 0, ctimeMs: 0, dev: 0, ino: 1 };

function directoryAt(path: string, parent?: Directory): Directory {
  const counts = { files: 0, subdirectories: 0, skipped: 0, problems: 0 };
  return {
    path,
    absolute: `/${path}`,
    depth: parent === undefined ? 0 : parent.depth + 1,
    parent,
    stats,
    ...counts,
  };
}

/** Runs events through it, with room for three files that wait. */
async function run(events: readonly WalkEvent[]): Promise<{ taken: string[]; log: string[] }> {
  const { emitted, to } = openEmitted();
  const taken: string[] = [];
  const scope = { root: { path: '/', prefix: '' }, rules: plainRules, to, leftOut: openLeftOut() };
  const take = onceLeafIsKnown(
    async ({ name }, isLeaf) => {
      await Promise.resolve();
      taken.push(`${name} ${isLeaf}`);
    },
    scope,
    3,
  );
  for (const event of events) await take(event);
  return { taken, log: emitted.log };
}

const root = directoryAt('');
const top = directoryAt('top', root);
const below = directoryAt('top/below', top);
const open = (directory: Directory): WalkEvent => ({ type: 'open', directory });
const close = (directory: Directory): WalkEvent => ({ type: 'close', directory });
const file = (directory: Directory, name: string): WalkEvent => ({ type: 'file', directory, name, stats });

test('files wait for the first directory below, or for the end', async () => {
  const events = [
    open(root),
    open(top),
    file(top, 'a'),
    file(top, 'b'),
    open(below),
    file(below, 'c'),
    close(below),
    file(top, 'd'),
    close(top),
    close(root),
  ];
  const { taken, log } = await run(events);
  expect(taken).toEqual(['a false', 'b false', 'c true', 'd false']);
  expect(log).toEqual([]);
});

test('a directory of very many files counts as a leaf, and says so when it is none', async () => {
  const many = ['a', 'b', 'c', 'd'].map((name) => file(top, name));
  const leaf = await run([open(root), open(top), ...many, close(top), close(root)]);
  expect(leaf).toEqual({ taken: ['a true', 'b true', 'c true', 'd true'], log: [] });

  const none = await run([
    open(root),
    open(top),
    ...many,
    open(below),
    close(below),
    file(top, 'e'),
    close(top),
  ]);
  expect(none.taken).toEqual(['a true', 'b true', 'c true', 'd true', 'e true']);
  expect(none.log).toEqual([
    'warn its files were listed as those of a dataset, but there are directories below it',
  ]);
});
