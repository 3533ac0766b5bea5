/** The sorted names of a directory, as bytes: one per character (latin1). An array of strings is one. */
export interface Names {
  readonly length: number;
  at(index: number): string | undefined;
  slice(from: number, to: number): string[];
}

/** From so many names on they are kept in one buffer, which takes half of the memory that strings take. */
const manyNames = 10_000;

/** The same names, in little memory if they are many. */
export function packNames(names: string[]): Names {
  if (names.length < manyNames) return names;
  const { length } = names;
  const starts = new Uint32Array(length + 1);
  for (let index = 0; index < length; index++) starts[index + 1] = starts[index]! + names[index]!.length;
  const bytes = Buffer.allocUnsafeSlow(starts[length]!);
  for (let index = 0; index < length; index++) bytes.write(names[index]!, starts[index]!, 'latin1');
  const at = (index: number): string | undefined =>
    index < length ? bytes.toString('latin1', starts[index], starts[index + 1]) : undefined;
  return {
    length,
    at,
    slice(from, to) {
      return Array.from({ length: Math.max(0, Math.min(to, length) - from) }, (_, index) =>
        at(from + index)!,
      );
    },
  };
}
