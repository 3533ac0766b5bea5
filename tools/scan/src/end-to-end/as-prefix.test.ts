import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseLayout } from '../layout.ts';
import type { ScanRules } from '../rules.ts';
import { scan } from '../scan.ts';
import { selectBy } from '../select.ts';
import { openEmitted, plainRules, scanTree, type Emitted } from './emitted.ts';
import { memoryPrefix } from './memory-prefix.ts';
import { useScratch } from './scratch.ts';

/* The same names in a directory and in an object store are the same datasets, files, order and reasons. */

const scratch = useScratch();

const parts = ['a', 'a-b', 'a.txt', 'b', 'c', 'x.tmp', '.h', 'é'];
// A directory may bear the name of the marker too; only a directory of a file system is then found under it.
const name = fc
  .tuple(fc.array(fc.constantFrom(...parts), { maxLength: 3 }), fc.constantFrom(...parts, 'DONE'))
  .map(([above, last]) => [...above, last].join('/'));
const names = fc.uniqueArray(name, { maxLength: 25 });
const rules: fc.Arbitrary<Partial<ScanRules>> = fc.record({
  as: fc.constantFrom('file', 'dataset'),
  layout: fc.constantFrom(plainRules.layout, parseLayout('{category}/{title}'), parseLayout('**/a/{title}')),
  hidden: fc.boolean(),
  marker: fc.constantFrom(undefined, 'DONE'),
  isExcluded: fc.constantFrom(undefined, selectBy([], ['c/']).isExcluded, selectBy([], ['a']).isExcluded),
  isMatched: fc.constantFrom(undefined, selectBy(['a*'], []).isMatched),
});

test('a prefix is scanned like a directory', async () => {
  let round = 0;
  await fc.assert(
    fc.asyncProperty(names, rules, async (all, given) => {
      // No file system has a file where a directory is.
      const files = all.filter((name) => !all.some((other) => other.startsWith(`${name}/`)));
      const directory = `${round++}`;
      scratch.make({
        [directory]: null,
        ...Object.fromEntries(files.map((name) => [`${directory}/${name}`, 'abc'])),
      });
      const { emitted, to } = openEmitted();
      await scan([memoryPrefix(files)], { ...plainRules, ...given }, to);
      expect(told(emitted)).toEqual(told(await scanTree(scratch.at(directory), given)));
    }),
    { numRuns: 150 },
  );
});

function told({ records, heldBack, problems, log }: Emitted): unknown {
  return {
    records: records.map(({ key, dataset, files }) => [key, dataset, files?.map(({ name }) => name)]),
    heldBack: heldBack.toSorted(),
    problems,
    log: log.filter((line) => !line.includes('has no objects')),
  };
}
