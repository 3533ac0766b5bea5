import { badOption } from './bad-option.ts';

const ALTERNATIVES = /(?<!\\)\{([^{}]*,[^{}]*)\}/;

/** The tokens of a glob. What opens and never closes is plain. */
const TOKEN =
  /\\(?<escaped>[^])|(?<=^|\/)(?<directories>\*\*\/)|(?<=^|\/)(?<all>\*\*)$|(?<any>\*+)|(?<one>\?)|\[(?<not>[!^]?)(?<letters>\]?[^\]/]+|\])\]|(?<plain>[^])/gu;

/**
 * A regular expression for whole paths that match a glob: `*` and `?` stay in one part of the path, a part `**`
 * stands for any directories and at the end for everything below, `[a-z]` and `[!a-z]` are one letter, `{a,b}` is
 * either, and a backslash takes the meaning away. Nothing else is special, since file names have it all.
 *
 * @throws Failure fatal `glob_bad`
 */
export function globPattern(glob: string): RegExp {
  const sources = alternatives(glob).map((one) => one.replaceAll(TOKEN, (...match) => source(match.at(-1))));
  try {
    return new RegExp(`^(?:${sources.join('|')})$`, 'u');
  } catch {
    throw badOption(
      'glob_bad',
      `${glob} cannot be a glob`,
      'its brackets hold letters and ranges, as in [a-z]',
    );
  }
}

/** Writes out `{a,b}` from the inside to the outside. */
function alternatives(glob: string): string[] {
  const found = ALTERNATIVES.exec(glob);
  if (found === null) return [glob];
  const before = glob.slice(0, found.index);
  const after = glob.slice(found.index + found[0].length);
  return found[1]!.split(',').flatMap((one) => alternatives(before + one + after));
}

type Token = Partial<
  Record<'escaped' | 'directories' | 'all' | 'any' | 'one' | 'not' | 'letters' | 'plain', string>
>;

function source({ escaped, directories, all, any, one, not, letters, plain }: Token): string {
  if (directories !== undefined) return '(?:[^/]+/)*';
  if (all !== undefined) return '[^]+';
  if (any !== undefined) return '[^/]*';
  if (one !== undefined) return '[^/]';
  if (letters !== undefined)
    return `[${not === '' ? '' : '^/'}${letters.replaceAll(/[\\\]^[]/g, String.raw`\$&`)}]`;
  return RegExp.escape(escaped ?? plain ?? '');
}
