import { Failure } from '@leat/pipe';
import { stageFile, type Engine, type Staged, type TableColumn } from '../engine/index.ts';
import { download } from '../table/download.ts';
import type { SourceVersion } from '../table/markers.ts';
import { naming } from '../table/named.ts';
import { formatOf } from './format.ts';
import type { StagedInput } from './input.ts';
import { versionOf, type SourceObject } from './objects.ts';
import { stageTogether } from './stage-together.ts';

export interface ObjectRules {
  readonly schema: 'exact' | 'add';
  readonly types: Readonly<Record<string, string>>;
  /** Where the objects are that were brought here already: another attempt does not read them again. */
  readonly paths: Map<SourceObject, string>;
  newPath(): string;
}

/**
 * Stages objects one after another, as one. One that cannot be read, or has other columns than the table, is rejected
 * whole, and the others go on.
 */
export async function stageObjects(
  engine: Engine,
  objects: readonly SourceObject[],
  columns: readonly TableColumn[] | undefined,
  rules: ObjectRules,
): Promise<StagedInput> {
  const rejected = new Map<number, Failure>();
  const parts: Staged[] = [];
  const sources: SourceVersion[] = [];
  let known = columns;
  for (const object of objects) {
    try {
      const part = await stageObject(engine, object, known, rules);
      known = part.columns;
      parts.push(part);
      sources.push(versionOf(object));
    } catch (thrown) {
      if (!(thrown instanceof Failure) || thrown.class !== 'reject') throw thrown;
      rejected.set(object.index, thrown);
    }
  }
  return { staged: await stageTogether(engine, parts, known ?? []), sources, rejected };
}

async function stageObject(
  engine: Engine,
  object: SourceObject,
  columns: readonly TableColumn[] | undefined,
  { schema, types, paths, newPath }: ObjectRules,
): Promise<Staged> {
  const { place, version } = object;
  const format = formatOf(place.uri);
  const path = paths.get(object) ?? (await download(place, version, newPath()));
  paths.set(object, path);
  const unknown = schema === 'add' ? 'add' : 'reject';
  return naming(place.uri, path, stageFile(engine, path, format, columns, { unknown, types }));
}
