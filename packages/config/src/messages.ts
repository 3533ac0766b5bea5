import { spellDuration } from './duration.ts';
import { mask } from './mask.ts';
import { envName, flagName, flagSpellings } from './names.ts';
import { nearest, sortByNearest } from './nearest.ts';
import type { Option } from './option.ts';
import type { Tree, YamlFault } from './parse-yaml.ts';
import type { Problem } from './settings-error.ts';
import { spellSize } from './size.ts';

/*
 * The wording of every problem, in one place.
 */

const YAML_FAULTS: Readonly<Record<string, readonly [message: string, hint?: string]>> = {
  DUPLICATE_KEY: ['is there twice', 'keep one of them'],
  TAB_AS_INDENT: ['a tab cannot indent YAML', 'use spaces'],
  ANCHOR: ['anchors (&name) are not read here', 'write the value where it is needed, or use a profile'],
  ALIAS: ['aliases (*name) are not read here', 'write the value out, quote a text that begins with *'],
  TAG_RESOLVE_FAILED: ['tags (!name) are not read here', 'leave it out, quote a text that begins with !'],
  MULTIPLE_DOCS: ['a second document begins here', 'keep one document per file'],
  BLOCK_AS_IMPLICIT_KEY: ['a second key on one line', 'quote a text that holds ": "'],
  MULTILINE_IMPLICIT_KEY: ['a key must stand on one line', 'check the colon and the indentation'],
  NON_STRING_KEY: ['a key must be a text'],
  BAD_INDENT: ['wrong indentation, or a bracket that is not closed'],
  BAD_SCALAR_START: ['a text cannot begin with this sign', 'quote it'],
  MISSING_CHAR: ['a sign is missing here, such as a closing quote, a bracket or a colon'],
};

export function yamlFault(where: string, { code, key }: YamlFault): Problem {
  const [message, hint] = YAML_FAULTS[code] ?? ['this is not YAML'];
  return problem(where, key === undefined ? message : `${key} ${message}`, hint);
}

export function unreadable(where: string, what: string, thrown: unknown): Problem {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'error';
  const known: Record<string, string> = {
    ENOENT: 'does not exist',
    ENOTDIR: 'does not exist',
    EACCES: 'may not be read by this user',
    EISDIR: 'is a directory',
  };
  return problem(where, `${what} ${known[code] ?? `cannot be read (${code})`}`);
}

export const notUtf8 = (where: string, what: string): Problem =>
  problem(where, `${what} is not UTF-8`, 'save it as UTF-8');

export function notMapping(where: string, what: string, tree: Tree): Problem {
  return problem(where, `${what} must hold "key: value" lines, found ${found(tree)}`);
}

export function unknownSection(where: string, name: string, known: readonly string[]): Problem {
  return problem(where, `no section is called ${name}`, suggestion(name, known));
}

export function unknownKey(where: string, section: string, key: string, known: readonly string[]): Problem {
  return problem(where, `${section} has no setting ${key}`, suggestion(key, known));
}

/** @param prefix what all known names begin with: it says nothing of how near they are */
export function unknownVariable(name: string, prefix: string, known: readonly string[]): string {
  const closest = nearest(
    name.slice(prefix.length),
    known.map((it) => it.slice(prefix.length)),
  );
  const hint = closest === undefined ? '' : ` (did you mean ${prefix}${closest}?)`;
  return `environment ${name} is no setting, and is not looked at${hint}`;
}

export function notText(where: string, key: string, tree: Tree): Problem {
  return problem(where, `${key} is ${found(tree)}, expected a text`);
}

export const missingKey = (where: string, what: string, key: string): Problem =>
  problem(where, `${what} needs ${key}`, `add a line ${key}: ...`);

export function unknownProfile(where: string, name: string, known: readonly string[]): Problem {
  const names = sortByNearest(name, known).join(', ');
  return problem(
    where,
    `no profile is called ${name}`,
    known.length === 0 ? 'no leat.yaml with profiles was found' : `there are: ${names}`,
  );
}

export function wrongValue(where: string, setting: string, option: Option, written: string): Problem {
  const closest = option.type === 'choice' ? nearest(written, option.choices ?? []) : undefined;
  const hint = closest === undefined ? undefined : `did you mean ${closest}?`;
  return problem(where, `${setting} is ${quoted(written)}, expected ${expected(option)}`, hint);
}

export function wrongKind(where: string, setting: string, option: Option, tree: Tree): Problem {
  const hint = tree.kind === 'nothing' ? 'delete the line, or give it a value' : undefined;
  const wanted = option.many === true ? `a list, each ${expected(option)}` : expected(option);
  return problem(where, `${setting} is ${found(tree)}, expected ${wanted}`, hint);
}

export const givenTwice = (where: string): Problem => problem(where, 'is given more than once');

export function severalForms(where: string, setting: string, names: readonly string[]): Problem {
  return problem(where, `${setting} is given ${names.length} times: ${names.join(', ')}`, 'keep one');
}

export function missing(section: string, name: string, option: Option, flagKey: string): Problem {
  const flags = flagSpellings(flagKey, option).map((it) => `--${flagName(it.name)}`);
  const word = option.placeholder ?? option.type.toUpperCase();
  const key = option.secret === true ? `${name}File` : name;
  const what = option.positional === true ? word : flags.join(' or ');
  const variable = option.env?.[0] ?? envName(section, name);
  return {
    message: `${what} is missing`,
    hint: `or ${variable} in the environment, or "${section}: { ${key}: … }" in leat.yaml`,
  };
}

export const emptySecret = (where: string, source: string): Problem => problem(where, `${source} is empty`);

export function commandFailed(where: string, outcome: string, stderr: string): Problem {
  const said = stderr.trim().split('\n').slice(-3).join(' | ');
  return problem(where, `the command ${outcome}${said === '' ? '' : `: ${shortened(said)}`}`);
}

export function untrustedCommand(where: string, file: string): Problem {
  return problem(
    where,
    'the command is not run: somebody else can write this file',
    `if you trust it, name it: --config ${file}`,
  );
}

export const strangersFile = (file: string): string =>
  `${file} was found on the way up and somebody else can write it: if you trust it, name it with --config`;

export const openToAll = (what: string, path: string): string =>
  `${what} is in ${path}, which everybody on this machine can read: chmod o-r it`;

/** What an option wants, in words: `a whole number, at least 1`. */
export function expected(option: Option): string {
  const spell = option.type === 'duration' ? spellDuration : option.type === 'size' ? spellSize : String;
  const bounds = [
    option.min === undefined ? [] : `at least ${spell(option.min)}`,
    option.max === undefined ? [] : `at most ${spell(option.max)}`,
  ];
  const kind = option.type === 'choice' ? `one of ${(option.choices ?? []).join(', ')}` : KINDS[option.type];
  return [kind, ...bounds.flat()].join(', ');
}

const KINDS = {
  text: 'a text',
  flag: 'true or false',
  count: 'a whole number',
  number: 'a number',
  duration: 'a duration such as 500ms, 30s, 5m or 1h (a bare number is seconds)',
  size: 'a size such as 512, 64KiB or 1GB',
  url: 'an http:// or https:// address without user name and password',
  path: 'a path',
  address: 'a path, or an address such as s3://bucket/key or az://container/blob',
  time: 'a time such as 2026-11-21 or 2026-11-21T08:30:00Z, or an age such as 7d',
} as const;

function found(tree: Tree): string {
  if (tree.kind === 'text') return quoted(tree.text);
  return { nothing: 'empty', list: 'a list', mapping: 'a mapping' }[tree.kind];
}

function quoted(text: string): string {
  return `"${shortened(text.replace(/\/\/[^/@]*@/, '//***@'))}"`;
}

function shortened(whole: string): string {
  // Masked before it is cut: half of a secret would not be recognised later.
  const text = mask(whole);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

function suggestion(word: string, known: readonly string[]): string {
  const closest = nearest(word, known);
  return closest === undefined
    ? `there are: ${sortByNearest(word, known).join(', ')}`
    : `did you mean ${closest}?`;
}

function problem(where: string, message: string, hint?: string): Problem {
  return hint === undefined ? { where, message } : { where, message, hint };
}
