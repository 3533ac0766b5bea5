import { ELEMENT, FILE } from './fields.data.ts';
import { logicalOf, type Logical } from './logical.ts';
import { PHYSICAL } from './logical.data.ts';
import { corrupt } from './parquet-error.ts';
import { structsOf, textOf, wholeOf } from './thrift/fields.ts';
import type { Struct } from './thrift/thrift.ts';

export type Physical = (typeof PHYSICAL)[number];
export type Repetition = 'required' | 'optional' | 'repeated';

/** A leaf of the schema: what has values. */
export interface Column {
  readonly path: readonly string[];
  /** The path joined by dots, as people write it. */
  readonly name: string;
  readonly physical: Physical;
  /** Bytes of a value, of FIXED_LEN_BYTE_ARRAY only. */
  readonly typeLength?: number;
  readonly logical: Logical;
  /** A value may be missing, by itself or with what it is part of. */
  readonly optional: boolean;
  /** A row may have several values. */
  readonly repeated: boolean;
  readonly topLevel: boolean;
}

/** A node of the schema's tree. */
export interface SchemaNode {
  readonly element: Struct;
  readonly name: string;
  readonly path: readonly string[];
  readonly repetition: Repetition;
  readonly logical: Logical;
  readonly children: readonly SchemaNode[];
  /** Of leaves only. */
  readonly column?: Column;
}

const MAX_DEPTH = 200;

/**
 * The tree that FileMetaData.schema describes in depth-first order.
 *
 * @throws ParquetError `corrupt`
 */
export function readSchema(file: Struct): SchemaNode {
  const elements = structsOf(file, FILE.schema);
  if (elements === undefined || elements.length === 0) throw corrupt('the footer has no schema');
  const cursor = { elements, at: 0 };
  const root = readNode(cursor, undefined);
  if (cursor.at !== elements.length)
    throw corrupt(`the schema has ${elements.length} elements and uses ${cursor.at}`);
  return root;
}

/** The leaves below a node, in the order of the chunks of a row group. */
export function columnsOf(node: SchemaNode): readonly Column[] {
  return node.column === undefined ? node.children.flatMap(columnsOf) : [node.column];
}

interface Parent {
  readonly path: readonly string[];
  readonly optional: boolean;
  readonly repeated: boolean;
}

function readNode(
  cursor: { elements: readonly Struct[]; at: number },
  parent: Parent | undefined,
): SchemaNode {
  const element = cursor.elements[cursor.at++];
  if (element === undefined) throw corrupt('the schema ends within a group');
  if ((parent?.path.length ?? 0) > MAX_DEPTH)
    throw corrupt(`the schema is nested more than ${MAX_DEPTH} deep`);
  const name = textOf(element, ELEMENT.name) ?? '';
  // The root has a name that says nothing: every writer calls it otherwise.
  const path = parent === undefined ? [] : [...parent.path, name];
  const repetition = parent === undefined ? 'required' : repetitionOf(element, name);
  const self = {
    path,
    optional: parent?.optional === true || repetition === 'optional',
    repeated: parent?.repeated === true || repetition === 'repeated',
  };
  const common = { element, name, path, repetition, logical: logicalOf(element) };
  const type = wholeOf(element, ELEMENT.type);
  if (type !== undefined && parent !== undefined) {
    return { ...common, children: [], column: columnOf(element, type, common.logical, self) };
  }
  const children: SchemaNode[] = [];
  const count = wholeOf(element, ELEMENT.children) ?? 0;
  for (let index = 0; index < count; index++) children.push(readNode(cursor, self));
  return { ...common, children };
}

function columnOf(
  element: Struct,
  type: number,
  logical: Logical,
  { path, optional, repeated }: Parent,
): Column {
  const physical = PHYSICAL[type];
  const name = path.join('.');
  if (physical === undefined) throw corrupt(`column "${name}" has the unknown physical type ${type}`);
  const column = { path, name, physical, logical, optional, repeated, topLevel: path.length === 1 };
  if (physical !== 'FIXED_LEN_BYTE_ARRAY') return column;
  const typeLength = wholeOf(element, ELEMENT.typeLength);
  if (typeLength === undefined || typeLength < 0)
    throw corrupt(`column "${name}" does not say how long its values are`);
  return { ...column, typeLength };
}

function repetitionOf(element: Struct, name: string): Repetition {
  const number = wholeOf(element, ELEMENT.repetition) ?? 0;
  const repetition = (['required', 'optional', 'repeated'] as const)[number];
  if (repetition === undefined) throw corrupt(`column "${name}" has the unknown repetition ${number}`);
  return repetition;
}
