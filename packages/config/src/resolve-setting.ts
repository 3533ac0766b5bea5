import type { ZodType } from 'zod';
import { resolvePath, type Surroundings } from './find-files.ts';
import { hide } from './mask.ts';
import { givenTwice, missing, severalForms, wrongKind, wrongValue } from './messages.ts';
import type { Option, Value } from './option.ts';
import { defaultValue, plainValue } from './plain-value.ts';
import type { Tree } from './parse-yaml.ts';
import { readSecret, type Found } from './read-secret.ts';
import type { Problem } from './settings-error.ts';
import { whereIn } from './settings-file.ts';
import { NOT_SET, type Resolved } from './settings.ts';
import { findWritten, flagKey, type Level, type Setting, type Sources, type Written } from './written.ts';

type Single = boolean | number | string;
/** What makes an address more than a path: `s3:`, `az:`, `file:`. */
const SCHEME = /^[A-Za-z][A-Za-z0-9+.-]+:/;

type SchemaOf = (option: Option) => Promise<ZodType<Single>>;

/**
 * The final value of a setting, and what there is to say about it. What is written in a file is checked even
 * where something stronger hides it: a mistake should show when it is made, not on the day when the flag is
 * left out.
 */
export async function resolveSetting(
  setting: Setting,
  sources: Sources,
  schemaOf: SchemaOf,
): Promise<Resolved & Found> {
  const found: Found = { problems: [], warnings: [] };
  const { section, name, option } = setting;
  const written = findWritten(setting, sources);
  if (option.secret === true) hideWritten(written.flat());
  const levels = written.filter((level, index) => index === 0 || level[0]?.file !== undefined);
  const value =
    option.secret === true
      ? await resolveSecret(setting, levels, sources, found)
      : await resolveValue(setting, levels, sources, schemaOf, found.problems);

  const strongest = levels[0]?.[0];
  const isEmpty = value === undefined || (Array.isArray(value) && value.length === 0);
  if (option.required === true && isEmpty && found.problems.length === 0)
    found.problems.push(missing(section, name, option, flagKey(setting)));
  const origin = strongest?.origin ?? (value === undefined ? NOT_SET : 'default');
  return { section, name, option, value, origin, ...found };
}

async function resolveValue(
  { section, name, option }: Setting,
  levels: readonly Level[],
  { home }: Surroundings,
  schemaOf: SchemaOf,
  problems: Problem[],
): Promise<Value> {
  if (levels.length === 0) return defaultValue(option);
  const label = `${section}.${name}`;

  const parse = async (text: string): Promise<Single | undefined> =>
    plainValue(option, text) ?? (await schemaOf(option)).safeParse(text).data;
  const read = async (written: Written, item: Tree): Promise<Single | undefined> => {
    const where = written.file === undefined ? written.where : whereIn(written.file, item);
    if (item.kind !== 'text') return report(wrongKind(where, label, option, item));
    const value = await parse(item.text);
    if (value === undefined) return report(wrongValue(where, label, option, item.text));
    const isPath = option.type === 'path' || (option.type === 'address' && !SCHEME.test(String(value)));
    return isPath && written.file !== undefined ? resolvePath(String(value), written.directory, home) : value;
  };
  const values: Value[] = [];
  for (const written of levels.flat()) {
    const { content } = written;
    const isList = content.kind === 'list';
    if (option.many === true) {
      const items = await Promise.all(
        (isList ? content.items : [content]).map((item) => read(written, item)),
      );
      values.push(items.filter((value) => value !== undefined));
    } else {
      const isRepeatedFlag = isList && written.file === undefined;
      values.push(isRepeatedFlag ? report(givenTwice(written.where)) : await read(written, content));
    }
  }
  return values[0];

  function report(problem: Problem): undefined {
    problems.push(problem);
  }
}

async function resolveSecret(
  { section, name, option }: Setting,
  levels: readonly Level[],
  at: Surroundings,
  found: Found,
): Promise<string | undefined> {
  const label = `${section}.${name}`;
  for (const level of levels)
    if (level[0] !== undefined && level.length > 1)
      found.problems.push(
        severalForms(
          level[0].where,
          label,
          level.map((written) => written.name),
        ),
      );
  const [strongest, second] = levels[0] ?? [];
  if (strongest === undefined || second !== undefined) return undefined;
  const { content } = strongest;
  if (content.kind === 'text') return readSecret(label, strongest, content.text, at, found);
  found.problems.push(kindProblem(strongest, label, option));
  return undefined;
}

// Also where something stronger is used instead: it is a secret all the same.
function hideWritten(all: readonly Written[]): void {
  for (const { form, content } of all) if (form === 'value' && content.kind === 'text') hide(content.text);
}

function kindProblem({ file, where, content }: Written, label: string, option: Option): Problem {
  return file === undefined ? givenTwice(where) : wrongKind(where, label, option, content);
}
