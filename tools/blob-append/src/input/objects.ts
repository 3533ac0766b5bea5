import type { SourceVersion } from '../table/markers.ts';
import type { Place } from '../table/place.ts';
import type { Input } from './input.ts';

/** One object whose rows are to be appended. */
export interface SourceObject {
  readonly place: Place;
  readonly version: string;
  /** Its place in the input. */
  readonly index: number;
}

/**
 * The rows of whole objects, in the order of the objects. They are read when they are staged for the first time: a
 * table that has them already is no reason to.
 */
export function objectsInput(
  objects: readonly SourceObject[],
  schema: 'exact' | 'add',
  newPath: () => string,
): Input {
  const paths = new Map<SourceObject, string>();
  return {
    sources: objects.map(versionOf),
    async stage(engine, columns, types) {
      const { stageObjects } = await import('./stage-objects.ts');
      return stageObjects(engine, objects, columns, { schema, types, paths, newPath });
    },
  };
}

export function versionOf({ place: { uri }, version }: SourceObject): SourceVersion {
  return { uri, version };
}
