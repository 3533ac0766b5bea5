import type { StagedInput } from '../input/input.ts';
import type { Seen } from './look.ts';
import type { Place } from './place.ts';

/** One table in one version, and the rows that are to be in it. */
export interface Change extends StagedInput {
  readonly place: Place;
  readonly seen: Seen;
}
