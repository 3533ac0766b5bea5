import { isAbsolute, join } from 'node:path';

/*
 * XDG Base Directory Specification 0.8: an unset or empty variable means its default, and a relative path in
 * one must be ignored.
 */

/** Where settings of the user are: `${XDG_CONFIG_HOME:-~/.config}/leat`. */
export function configDirectory(env: NodeJS.ProcessEnv, home: string): string {
  return directory(env['XDG_CONFIG_HOME'], home, '.config');
}

/** Where ledgers are, unless told otherwise: `${XDG_STATE_HOME:-~/.local/state}/leat`. */
export function stateDirectory(env: NodeJS.ProcessEnv, home: string): string {
  return directory(env['XDG_STATE_HOME'], home, join('.local', 'state'));
}

/** What may be deleted at any time: `${XDG_CACHE_HOME:-~/.cache}/leat`. */
export function cacheDirectory(env: NodeJS.ProcessEnv, home: string): string {
  return directory(env['XDG_CACHE_HOME'], home, '.cache');
}

function directory(fromEnv: string | undefined, home: string, usual: string): string {
  const base = fromEnv !== undefined && isAbsolute(fromEnv) ? fromEnv : join(home, usual);
  return join(base, 'leat');
}
