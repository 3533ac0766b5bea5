import { expect, test } from 'vitest';
import { reducer, source, step } from '../fixtures/tool.ts';
import { helpText, prefixed, shortHelp } from './help.ts';

test('the help says what there is to say, in its order', () => {
  const blocks = helpText(step).split('\n\n');
  expect(blocks[0]).toBe('leat-put: puts things somewhere');
  expect(blocks[1]).toBe('Usage: ... | leat-put [options] ROOT...');
  expect(blocks[2]).toBe(`Examples:
  # puts it there
  leat-put --to there
  # links it
  leat-put --mode link`);
  expect(blocks.map((block) => block.split('\n')[0])).toEqual(
    expect.arrayContaining([
      'Options:',
      'Resource clowder:',
      'Every run:',
      'Questions to the tool:',
      'Exit codes:',
    ]),
  );
  expect(helpText(step).endsWith('\n')).toBe(true);
});

test('no line is wider than 100, and none ends in a blank', () => {
  for (const tool of [source, step, reducer]) {
    for (const line of helpText(tool).split('\n')) {
      expect(line.length).toBeLessThanOrEqual(100);
      expect(line).toBe(line.trimEnd());
    }
  }
});

test.for([
  '  --to DIR                    where to put it (default out)',
  '  --label TEXT                put before each key',
  '  --mode copy|link            how (default copy)',
  '  --no-checks                 compare what was written',
  '  ROOT                        where to look',
  '  -q, --quiet                 only errors and the summary',
  '  --max-line SIZE             refuse longer lines (default 16MiB)',
])('%s', (line) => {
  expect(helpText(step).split('\n')).toContain(line);
});

test('what a kind of tool does not have, its help does not offer', () => {
  const offered = (tool: typeof source | typeof step | typeof reducer): string[] =>
    ['--skip-done', '--ledger', '--concurrency', '--batch-count'].filter((flag) =>
      helpText(tool).includes(`${flag} `),
    );
  expect(offered(source)).toEqual(['--skip-done']);
  expect(offered(step)).toEqual(['--ledger', '--concurrency']);
  expect(offered(reducer)).toEqual(['--ledger', '--batch-count']);
  expect(offered({ ...source, carries: 'rows' })).toEqual([]);
});

test('secrets of a resource are given by file or command, never as they are', () => {
  const flags = prefixed('clowder', {
    token: { type: 'text', secret: true, describe: 'the key' },
    url: { type: 'url', describe: 'where it is' },
  });
  expect(Object.keys(flags)).toEqual(['clowderTokenFile', 'clowderTokenCommand', 'clowderUrl']);
});

test('when something is missing: how it is called, and where more is', () => {
  expect(shortHelp(step)).toBe(`leat-put: puts things somewhere
Usage: ... | leat-put [options] ROOT...
  leat-put --to there   # puts it there
More: leat-put --help
`);
});
