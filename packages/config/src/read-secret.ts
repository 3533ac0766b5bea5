import { isUtf8 } from 'node:buffer';
import { open } from 'node:fs/promises';
import { resolvePath, type Surroundings } from './find-files.ts';
import { hide } from './mask.ts';
import { emptySecret, notUtf8, openToAll, unreadable, untrustedCommand } from './messages.ts';
import type { Problem } from './settings-error.ts';
import type { Written } from './written.ts';

export interface Found {
  readonly problems: Problem[];
  readonly warnings: string[];
}

/**
 * The secret itself, from where it is kept; hidden from then on (`mask`).
 * @param setting its name for messages: `clowder.token`
 * @param text what was written: the secret, a path or a command
 * @returns undefined when it cannot be had; why is added to `found.problems`
 */
export async function readSecret(
  setting: string,
  written: Written,
  text: string,
  at: Surroundings,
  found: Found,
): Promise<string | undefined> {
  const secret = await {
    value: () => byValue(setting, written, text, found),
    file: () => fromFile(setting, written, resolvePath(text, written.directory, at.home), found),
    command: () => fromCommand(written, text, at.env, found),
  }[written.form]();
  if (secret !== undefined) hide(secret);
  return secret;
}

function byValue(setting: string, { where, file }: Written, text: string, found: Found): string | undefined {
  if (file?.isOpenToAll === true) found.warnings.push(openToAll(setting, file.shown));
  if (text === '') found.problems.push(emptySecret(where, setting));
  return text === '' ? undefined : text;
}

async function fromFile(
  setting: string,
  { where }: Written,
  path: string,
  found: Found,
): Promise<string | undefined> {
  try {
    await using file = await open(path);
    const stats = await file.stat();
    const bytes = await file.readFile();
    if (!isUtf8(bytes)) {
      found.problems.push(notUtf8(where, `the file ${path}`));
      return undefined;
    }
    // Drops a byte order mark, which an editor puts before the text.
    const secret = withoutLineEnd(new TextDecoder().decode(bytes));
    // A pipe, as from <(command), is nobody else's to read.
    if (stats.isFile() && (stats.mode & 0o004) !== 0) found.warnings.push(openToAll(setting, path));
    if (secret !== '') return secret;
    found.problems.push(emptySecret(where, `the file ${path}`));
  } catch (thrown) {
    found.problems.push(unreadable(where, `the file ${path}`, thrown));
  }
  return undefined;
}

async function fromCommand(
  { where, file, directory }: Written,
  command: string,
  env: NodeJS.ProcessEnv,
  found: Found,
): Promise<string | undefined> {
  if (file?.isStrangers === true) {
    found.problems.push(untrustedCommand(where, file.shown));
    return undefined;
  }
  // Loaded here: the module for child processes costs 3 ms, and few need it.
  const { runSecretCommand } = await import('./run-secret-command.ts');
  const { secret, problem } = await runSecretCommand(command, { where, directory, env });
  if (problem !== undefined) found.problems.push(problem);
  return secret;
}

/** Everything but the line ends that an editor or `echo` puts after it. */
export function withoutLineEnd(text: string): string {
  return text.replace(/[\r\n]+$/, '');
}
