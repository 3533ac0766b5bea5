import { expect, test } from 'vitest';
import { reducer } from '../fixtures/tool.ts';
import { command, type AnyReducer } from '../tool.ts';
import { commandHelp, helpText } from './help.ts';

const show = command({
  name: 'show',
  summary: 'prints what is there',
  examples: [{ command: 'leat-put show out', what: 'all of it' }],
  options: {
    uri: { type: 'text', positional: true, required: true, placeholder: 'URI', describe: 'what to show' },
  },
  run: () => Promise.resolve(),
});
const tool: AnyReducer = { ...reducer, commands: [show] };

test('the help of a tool lists its commands', () => {
  expect(helpText(tool).split('\n\n')).toContain(`Commands (each has --help):
  show URI                    prints what is there`);
});

test('a command has a help of its own', () => {
  expect(commandHelp(tool, show)).toMatch(
    /^leat-put show: prints what is there\n\nUsage: leat-put show \[options\] URI\n\nExamples:\n {2}# all of it\n/,
  );
});
