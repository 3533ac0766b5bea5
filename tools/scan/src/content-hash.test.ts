import { fileVersion } from '@leat/storage';
import { execa } from 'execa';
import { createHash } from 'node:crypto';
import { appendFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import { contentHash } from './content-hash.ts';
import { openEmitted, plainRules, scanTree } from './end-to-end/emitted.ts';
import { useScratch } from './end-to-end/scratch.ts';
import { scan } from './scan.ts';

const scratch = useScratch();
const going = { stopped: new AbortController().signal, moved() {} };
const versionOf = (path: string): string => fileVersion(statSync(path));
const sha256 = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex');

describe('contentHash', () => {
  test.for([0, 1, 1024 * 1024, 3 * 1024 * 1024 + 7])('reads %i bytes', async (size) => {
    const bytes = Buffer.alloc(size, 'leat');
    writeFileSync(scratch.at('a'), bytes);
    let moved = 0;
    const context = { ...going, moved: (count: number) => (moved += count) };
    expect(await contentHash(scratch.at('a'), versionOf(scratch.at('a')), context)).toBe(sha256(bytes));
    expect(moved).toBe(size);
  });

  test('a file that is not what the walk saw has none, and is not read', async () => {
    scratch.make({ a: '1' });
    const before = versionOf(scratch.at('a'));
    writeFileSync(scratch.at('a'), '22');
    const context = { ...going, moved: vi.fn<(bytes: number) => void>() };
    expect(await contentHash(scratch.at('a'), before, context)).toBeUndefined();
    expect(context.moved).not.toHaveBeenCalled();
  });

  test('a file that is changed while it is read has none', async () => {
    writeFileSync(scratch.at('a'), Buffer.alloc(3 * 1024 * 1024));
    const context = { ...going, moved: () => appendFileSync(scratch.at('a'), '!') };
    const hash = await contentHash(scratch.at('a'), versionOf(scratch.at('a')), context);
    expect(hash).toBeUndefined();
    expect(statSync(scratch.at('a')).size).toBe(3 * 1024 * 1024 + 3);
  });

  test('a FIFO in its place is not waited for', async () => {
    scratch.make({ a: '1' });
    const before = versionOf(scratch.at('a'));
    rmSync(scratch.at('a'));
    await execa('mkfifo', [scratch.at('a')]);
    expect(await contentHash(scratch.at('a'), before, going)).toBeUndefined();
  });

  test('a vanished file is that trouble', async () => {
    await expect(contentHash(scratch.at('gone'), '', going)).rejects.toMatchObject({
      code: 'vanished',
      class: 'reject',
      message: `${scratch.at('gone')}: it was listed, but is no longer there`,
      hint: expect.any(String),
    });
  });

  test('it stops between two blocks', async () => {
    writeFileSync(scratch.at('a'), Buffer.alloc(3 * 1024 * 1024));
    const stop = new AbortController();
    const reason = new Error('told to stop');
    const context = { stopped: stop.signal, moved: () => stop.abort(reason) };
    await expect(contentHash(scratch.at('a'), versionOf(scratch.at('a')), context)).rejects.toBe(reason);
  });
});

describe('--hash sha256', () => {
  test('the rev of a file is its content', async () => {
    scratch.make({ 'c/d/a': 'abc' });
    const [record] = (await scanTree(scratch.path, { as: 'file', isHashed: true })).records;
    expect(record).toMatchObject({ rev: sha256('abc'), scan: { size: 3, sha256: sha256('abc') } });
    expect(record!.version).toBe(versionOf(scratch.at('c/d/a')));
  });

  test('the rev of a dataset stays when only times change, and changes with content and names', async () => {
    scratch.make({ 'c/d/a': 'abc', 'c/d/b': 'def' });
    const one = async () => (await scanTree(scratch.path, { isHashed: true })).records[0]!;
    const first = await one();
    expect(first.files!.map((file) => file.sha256)).toEqual([sha256('abc'), sha256('def')]);
    utimesSync(scratch.at('c/d/a'), 1e9, 1e9);
    const touched = await one();
    expect(touched.rev).toBe(first.rev);
    expect(touched.files![0]!.version).not.toBe(first.files![0]!.version);
    writeFileSync(scratch.at('c/d/a'), 'abd');
    const changed = await one();
    expect(changed.rev).not.toBe(first.rev);
    writeFileSync(scratch.at('c/d/a'), 'def');
    writeFileSync(scratch.at('c/d/b'), 'abc');
    expect((await one()).rev).not.toBe(first.rev);
  });

  test('a new name is a new rev of the dataset', async () => {
    scratch.make({ 'c/d/a': 'abc' });
    const [before] = (await scanTree(scratch.path, { isHashed: true })).records;
    renameSync(scratch.at('c/d/a'), scratch.at('c/d/b'));
    const [after] = (await scanTree(scratch.path, { isHashed: true })).records;
    expect(after!.rev).not.toBe(before!.rev);
  });

  test.for(['dataset', 'file'] as const)('as %s: what changes while it is read is held back', async (as) => {
    scratch.make({ 'c/d/a': '1' });
    const { emitted, to } = openEmitted();
    const moved = (): void => appendFileSync(scratch.at('c/d/a'), '!');
    await scan([{ path: scratch.path, prefix: '' }], { ...plainRules, as, isHashed: true }, { ...to, moved });
    expect(emitted).toMatchObject({ keys: [], heldBack: ['c/d/a: changed while it was read'] });
  });

  test('what will be held back is not read', async () => {
    scratch.make({ 'c/d/a': '1', 'c/e/a.part': '1', 'c/e/b': '1', stray: '1', 'c/f': '1' });
    const settled = { isHashed: true, settleSeconds: 30 };
    const { emitted, to } = openEmitted();
    const moved = vi.fn<(bytes: number) => void>();
    await scan([{ path: scratch.path, prefix: '' }], { ...plainRules, ...settled }, { ...to, moved });
    expect(emitted.heldBack).toHaveLength(2);
    expect(moved).not.toHaveBeenCalled();
  });
});
