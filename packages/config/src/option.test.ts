import { expectTypeOf, test } from 'vitest';
import type { Options, Value, ValuesOf } from './option.ts';

const table = {
  roots: { type: 'path', describe: 'where to look', positional: true, many: true },
  label: { type: 'text', describe: 'put before each key' },
  kind: { type: 'choice', describe: 'which', choices: ['a', 'b'], default: 'a' },
  maybe: { type: 'choice', describe: 'which', choices: ['a', 'b'] },
  follow: { type: 'flag', describe: 'follow links' },
  concurrency: { type: 'count', describe: 'at once', default: 4 },
  limit: { type: 'size', describe: 'how long a line may be' },
  wait: { type: 'duration', describe: 'how long', required: true },
} as const satisfies Options;

test('the types of the values follow from the table', () => {
  expectTypeOf<ValuesOf<typeof table>>().toEqualTypeOf<{
    readonly roots: readonly string[];
    readonly label: string | undefined;
    readonly kind: 'a' | 'b';
    readonly maybe: 'a' | 'b' | undefined;
    readonly follow: boolean;
    readonly concurrency: number;
    readonly limit: number | undefined;
    readonly wait: number;
  }>();
});

test('a table that is not known in advance gives any value', () => {
  expectTypeOf<ValuesOf<Options>>().toEqualTypeOf<Readonly<Record<string, Value>>>();
  expectTypeOf<ValuesOf<typeof table>>().toExtend<ValuesOf<Options>>();
});
