import { refuse } from './refusal.ts';

/** Bytes `start` to before `end`. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * The range of a read. Undefined: the whole object, also for a header that is no single range of bytes, which S3
 * passes over.
 */
export function readRange(header: string | undefined, size: number, noSuffix: boolean): Range | undefined {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return undefined;
  if (first === '') {
    if (noSuffix) return undefined;
    if (last === '0' || size === 0) unsatisfiable(header, size);
    return { start: Math.max(0, size - Number(last)), end: size };
  }
  const start = Number(first);
  if (last !== '' && Number(last) < start) return undefined;
  if (start >= size) unsatisfiable(header, size);
  return { start, end: last === '' ? size : Math.min(size, Number(last) + 1) };
}

/** The range of a copied part: both ends must be there and inside. */
export function readCopyRange(header: string | undefined, size: number): Range {
  if (header === undefined) return { start: 0, end: size };
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(header) ?? [];
  const argument = { ArgumentName: 'x-amz-copy-source-range', ArgumentValue: header };
  if (first === undefined || Number(last) < Number(first)) {
    refuse(
      'InvalidArgument',
      'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy',
      argument,
    );
  }
  if (Number(last) >= size) {
    refuse('InvalidArgument', `Range specified is not valid for source object of size: ${size}`, argument);
  }
  return { start: Number(first), end: Number(last) + 1 };
}

function unsatisfiable(range: string | undefined, size: number): never {
  refuse('InvalidRange', undefined, { RangeRequested: range ?? '', ActualObjectSize: String(size) });
}
