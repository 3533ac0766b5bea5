import { expect, test } from 'vitest';
import { collect } from './fixtures/collect.ts';
import { testFrame } from './fixtures/frame.ts';
import { openLog } from './log.ts';
import { summarizeSource, summarizeStep } from './summary.ts';
import type { Frame } from './frame.ts';

function said(
  isDryRun: boolean,
  say: (frame: Frame) => void,
): { sentence: string; fields: Record<string, unknown> } {
  const frame = testFrame({ isDryRun });
  const { stream, lines } = collect();
  say({ ...frame, log: openLog(stream, { tool: 'put', format: 'human', least: 'error', beforeLine() {} }) });
  say(frame);
  const sentence = lines()[0]!.replace(/in \d.\d s/, 'in 0.0 s');
  return { sentence, fields: frame.messages()[0]! };
}

test('a step: its counts add up, and what is in no other is unfinished', () => {
  const counts = { read: 10, done: 4, skipped: 3, failed: 1 };
  const { sentence, fields } = said(false, (frame) =>
    summarizeStep(frame, counts, { exit: 3, ledger: '/l.db', deadLetter: '/l.ndjson', waiting: 2 }),
  );
  expect(sentence).toBe(
    'leat-put: 10 read = 4 done + 3 done before + 1 failed + 2 unfinished, in 0.0 s; exit 3; 2 waiting in /l.ndjson',
  );
  expect(fields).toMatchObject({
    msg: 'summary',
    ...counts,
    unfinished: 2,
    exit: 3,
    ledger: '/l.db',
    waiting: 2,
  });
});

test('a step that was only tried out', () => {
  const { sentence, fields } = said(true, (frame) =>
    summarizeStep(frame, { read: 1, done: 1, skipped: 0, failed: 0 }, { exit: 0 }),
  );
  expect(sentence).toBe('leat-put: 1 read = 1 done, in 0.0 s (dry run: nothing was changed)');
  expect(fields).toMatchObject({ dryRun: true, unfinished: 0 });
});

test('a source: what was listed is the sum', () => {
  const heldBack = new Map([
    ['settling', 2],
    ['done', 1000],
  ]);
  const { sentence, fields } = said(false, (frame) =>
    summarizeSource(frame, 'files', { emitted: 5, problems: 1, heldBack }, 3),
  );
  expect(sentence).toBe(
    'leat-put: 1,008 files listed = 5 emitted + 2 held back (settling) + 1,000 held back (done) + 1 with problems, in 0.0 s; exit 3',
  );
  expect(fields).toMatchObject({
    listed: 1008,
    emitted: 5,
    heldBack: 1002,
    problems: 1,
    held: { settling: 2, done: 1000 },
  });
});
