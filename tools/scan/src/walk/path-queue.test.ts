import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { pathQueue } from './path-queue.ts';

test('gives the first one, whenever the others were added', () => {
  const steps = fc.array(fc.oneof(fc.string({ unit: 'binary-ascii' }), fc.constant(undefined)));
  fc.assert(
    fc.property(steps, (added) => {
      const queue = pathQueue<string>();
      const given: (string | undefined)[] = [];
      const expected: (string | undefined)[] = [];
      let inside: string[] = [];
      for (const place of [...added, ...added.map(() => undefined)]) {
        if (place === undefined) {
          given.push(queue.take());
          expected.push(inside.shift());
        } else {
          queue.add(place, place);
          inside = [...inside, place].sort();
        }
      }
      expect(given).toEqual(expected);
    }),
  );
});
