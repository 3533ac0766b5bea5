/**
 * How many single letters must be added, removed, replaced or swapped with their neighbour to turn one word
 * into the other (optimal string alignment, https://en.wikipedia.org/wiki/Damerau–Levenshtein_distance).
 */
export function distance(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const isSame = from[row - 1] === to[column - 1];
      let best = Math.min(
        at(last, column) + 1,
        at(current, column - 1) + 1,
        at(last, column - 1) + (isSame ? 0 : 1),
      );
      const isSwap =
        row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (isSwap) best = Math.min(best, at(beforeLast, column - 2) + 1);
      current.push(best);
    }
    beforeLast = last;
    last = current;
  }
  return at(last, to.length);
}

/** The known words, nearest first. Case, `-` and `_` do not count: `space-id` is next to `spaceId`. */
export function sortByNearest(word: string, known: Iterable<string>): string[] {
  return ranked(word, known).map((entry) => entry.candidate);
}

/** The known word that was probably meant, or undefined when none is near enough to be a slip of the hand. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const best = ranked(word, known)[0];
  const isNear = best !== undefined && best.distance <= Math.max(1, Math.floor(plain(word).length / 3));
  return isNear ? best.candidate : undefined;
}

function ranked(word: string, known: Iterable<string>): { candidate: string; distance: number }[] {
  const wanted = plain(word);
  return [...known]
    .map((candidate) => ({ candidate, distance: distance(wanted, plain(candidate)) }))
    .toSorted((a, b) => a.distance - b.distance);
}

function plain(word: string): string {
  return word.toLowerCase().replaceAll(/[-_]/g, '');
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
