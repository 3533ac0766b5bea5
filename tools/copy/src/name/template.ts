import { Failure, UsageFailure, type JsonObject } from '@leat/pipe';

/** A template of names, taken apart: what stands as it is, and paths of members. */
export type Template = readonly (string | readonly string[])[];

const FIELD = /\{([^{}]*)\}/;
const MEMBER = /^[\p{L}_][\p{L}\p{N}_-]*$/u;

/**
 * Reads a template such as `{dataset.category}/{name}`: in braces stands a member of the record, inside another one
 * after a point.
 *
 * @throws UsageFailure `template_bad`
 */
export function parseTemplate(text: string): Template {
  if (text === '') throw bad(text, 'it is empty');
  return text
    .split(FIELD)
    .map((piece, at) => (at % 2 === 1 ? memberPath(text, piece) : plain(text, piece)))
    .filter((piece) => piece !== '');
}

function memberPath(text: string, piece: string): string[] {
  const path = piece.split('.');
  if (path.every((member) => MEMBER.test(member))) return path;
  throw bad(text, `{${piece}} names no member of a record`);
}

function plain(text: string, piece: string): string {
  if (!/[{}]/.test(piece)) return piece;
  throw bad(text, 'a brace has no partner');
}

function bad(text: string, why: string): UsageFailure {
  const message = `--name ${JSON.stringify(text)}: ${why}`;
  return new UsageFailure('template_bad', message, { hint: 'as in --name "{dataset.category}/{name}"' });
}

/**
 * What a template says for a record. Whether it is a name at all is for `checkName`.
 *
 * @param lastPart what `{name}` is where the record has no member of that name
 * @throws Failure reject `name_field_missing`
 */
export function fillTemplate(template: Template, record: JsonObject, lastPart: string | undefined): string {
  return template
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      const value = memberOf(record, piece) ?? (piece.join('.') === 'name' ? lastPart : undefined);
      if (typeof value === 'string') return value;
      if (typeof value === 'number' || typeof value === 'boolean') return String(value);
      const message = `--name has {${piece.join('.')}}, and the record has no such text or number`;
      throw new Failure('reject', 'name_field_missing', message, {
        hint: 'choose a member that every record has',
      });
    })
    .join('');
}

function memberOf(record: JsonObject, path: readonly string[]): unknown {
  let value: unknown = record;
  for (const member of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, member)) return undefined;
    value = (value as JsonObject)[member];
  }
  return value;
}

/** Whether two records with different keys have different names, whatever else is in them. */
export function isInjective(template: Template): boolean {
  const fields = template.filter((piece) => typeof piece !== 'string');
  return fields.length === 1 && fields[0]!.join('.') === 'key';
}
