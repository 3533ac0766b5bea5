import { stateDirectory, type Options } from '@leat/config';
import { homedir } from 'node:os';
import { parseFlags, UsageError } from './cli/flags.ts';
import { version } from './cli/version.ts';
import { complain } from './complain.ts';
import { EXIT, exitFor } from './exit-code.ts';
import { asFailure } from './failure.ts';
import { endOutput } from './end-output.ts';
import { openStdout } from './file-stream.ts';
import { forgetItems, listFailed, listItems, listLedgers, showItem } from './ledger/inspect.ts';
import { findLedger } from './ledger/path.ts';
import { openOutput } from './output.ts';

const help = `leat-ledger: shows and mends what a tool remembers of what it has done

Usage: leat-ledger ls|failed [--ledger LEDGER]
       leat-ledger show KEY --ledger LEDGER
       leat-ledger forget KEY... --ledger LEDGER

Examples:
  # every ledger of this user, with counts
  leat-ledger ls
  # every item of one
  leat-ledger ls --ledger clowder-upload
  # why something failed, and everything that is known of it
  leat-ledger failed --ledger clowder-upload
  leat-ledger show 0_Imaging/052324 --ledger clowder-upload
  # have it done again by the next run
  leat-ledger forget 0_Imaging/052324 --ledger clowder-upload

Options:
  --ledger LEDGER   the path of a ledger, or the name of a tool that has just one
  --help, --version

A ledger may be looked at, and keys forgotten, while its tool runs. Output is a JSON object per line.

Exit codes: 0 done   2 usage   3 no such key   4 the ledger cannot be read   141 reader gone
`;

const options = {
  ledger: { type: 'text', describe: 'path of a ledger, or the name of a tool' },
  words: { type: 'text', many: true, positional: true, describe: 'command and keys' },
} as const satisfies Options;

function answer(
  command: string | undefined,
  keys: readonly string[],
  given: string | undefined,
): Iterable<string> {
  const state = stateDirectory(process.env, homedir());
  if (command === 'ls' && given === undefined) return listLedgers(state);
  if (command !== 'ls' && command !== 'show' && command !== 'failed' && command !== 'forget') {
    throw new UsageError(
      command === undefined ? 'say what to do: ls, show, failed or forget' : `unknown command: ${command}`,
    );
  }
  if (given === undefined)
    throw new UsageError(`${command} needs --ledger; "leat-ledger ls" lists what there is`);
  const takesKeys = command === 'show' || command === 'forget';
  if (takesKeys !== keys.length > 0 || (command === 'show' && keys.length > 1)) {
    throw new UsageError(
      takesKeys
        ? `${command} needs ${command === 'show' ? 'one KEY' : 'a KEY or more'}`
        : `${command} takes no keys`,
    );
  }
  const path = findLedger(given, state);
  if (command === 'ls') return listItems(path);
  if (command === 'failed') return listFailed(path);
  return command === 'show' ? showItem(path, keys[0]!) : forgetItems(path, keys);
}

async function main(words: readonly string[]): Promise<number> {
  const output = openOutput(openStdout());
  if (words.includes('--help') || words.includes('-h')) output.line(help.trimEnd());
  else if (words.includes('--version')) output.line(`leat-ledger ${version}`);
  else {
    const { ledger, words: [command, ...keys] = [] } = parseFlags(words, options) as {
      ledger?: string;
      words?: string[];
    };
    for (const line of answer(command, keys, ledger)) {
      output.line(line);
      await output.room();
      if (output.broken !== undefined) break;
    }
  }
  return await endOutput(output, 'leat-ledger');
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (thrown) {
  const failure = asFailure(thrown);
  if (thrown instanceof UsageError) {
    complain(`leat-ledger: ${thrown.message}\nMore: leat-ledger --help\n`);
    process.exitCode = EXIT.usage;
  } else if (failure === undefined) {
    throw thrown;
  } else {
    complain(`leat-ledger: ${failure.message}${failure.hint === undefined ? '' : ` (${failure.hint})`}\n`);
    process.exitCode = failure.class === 'reject' ? EXIT.person : exitFor(failure);
  }
}
