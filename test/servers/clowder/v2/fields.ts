import { isObject, refuse } from '../reply.ts';
import { invalid } from './replies.ts';
import type { Problem } from './replies.ts';

/** Reads the fields of a JSON body as pydantic 1 does; all problems are told together by `check`. */
export interface Fields {
  /** Undefined: not there. */
  text(name: string): string | undefined;
  /** As `text`, and null is a value too. */
  optionalText(name: string): string | null | undefined;
  required<T>(name: string, value: T | undefined): T;
  object(name: string): Record<string, unknown> | undefined;
  oneOf(name: string, permitted: readonly string[]): string | undefined;
  /** Answers 422 when something was wrong. */
  check(): void;
}

export function readFields(body: unknown): Fields {
  const given = requireObject(body);
  const problems: Problem[] = [];

  function wrong(name: string, message: string, type: string): undefined {
    problems.push([['body', name], message, type]);
    return undefined;
  }

  function optionalText(name: string): string | null | undefined {
    const value = given[name];
    if (value === undefined || value === null || typeof value === 'string') return value;
    return typeof value === 'number' ? String(value) : wrong(name, 'str type expected', 'type_error.str');
  }

  function text(name: string): string | undefined {
    const value = optionalText(name);
    return value === null
      ? wrong(name, 'none is not an allowed value', 'type_error.none.not_allowed')
      : value;
  }

  return {
    text,
    optionalText,
    required(name, value) {
      if (value !== undefined) return value;
      if (!problems.some(([loc]) => loc[1] === name)) wrong(name, 'field required', 'value_error.missing');
      return refuse(invalid(...problems));
    },
    object(name) {
      const value = given[name];
      if (value === undefined || value === null || isObject(value)) return value ?? undefined;
      return wrong(name, 'value is not a valid dict', 'type_error.dict');
    },
    oneOf(name, permitted) {
      const value = text(name);
      if (value === undefined || permitted.includes(value)) return value;
      const list = permitted.map((word) => `'${word}'`).join(', ');
      return wrong(name, `value is not a valid enumeration member; permitted: ${list}`, 'type_error.enum');
    },
    check() {
      if (problems.length > 0) refuse(invalid(...problems));
    },
  };
}

function requireObject(body: unknown): Record<string, unknown> {
  if (body === undefined) return refuse(invalid([['body'], 'field required', 'value_error.missing']));
  return isObject(body) ? body : refuse(invalid([['body'], 'value is not a valid dict', 'type_error.dict']));
}
