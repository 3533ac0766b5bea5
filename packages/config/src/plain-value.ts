import { parseDuration } from './duration.ts';
import type { Option, Value } from './option.ts';
import { parseSize } from './size.ts';

/*
 * What needs no schema. Loading zod and making a schema for each option takes as long as the rest of a tool's
 * start, and most starts give two or three plain values.
 */

/**
 * @param written the text of a flag, of the environment or of a YAML scalar
 * @returns undefined where only the schema can tell
 */
export function plainValue({ type, choices }: Option, written: string): string | boolean | undefined {
  switch (type) {
    case 'text':
      return written === '' ? undefined : written;
    case 'path':
    case 'address':
      return written === '' || written.includes('\0') ? undefined : written;
    case 'choice':
      return choices?.includes(written) === true ? written : undefined;
    case 'flag':
      return written === 'true' ? true : written === 'false' ? false : undefined;
    default:
      return undefined;
  }
}

/** Defaults stand in our own tables, and a test holds each against its schema. */
export function defaultValue({ type, default: given, many }: Option): Value {
  if (many === true) return [given ?? []].flat();
  if (given === undefined) return type === 'flag' ? false : undefined;
  if (type === 'duration') return parseDuration(String(given));
  return type === 'size' ? parseSize(String(given)) : given;
}
