import { isDeepStrictEqual } from 'node:util';
import { describeType } from './describe-type.ts';
import type { Footer } from './footer.ts';
import type { Logical } from './logical.ts';
import type { Column, SchemaNode } from './schema.ts';

/**
 * `missing` and `extra` are about the delta; `type` is how values are stored, `meaning` how they are annotated,
 * `nesting` a group against a leaf, `order` the order of columns.
 */
export type DifferenceKind = 'missing' | 'extra' | 'type' | 'meaning' | 'repetition' | 'nesting' | 'order';

export interface SchemaDifference {
  readonly column: string;
  readonly kind: DifferenceKind;
  /** What each has, in a few words; undefined when it has no such column. */
  readonly table: string | undefined;
  readonly delta: string | undefined;
  readonly message: string;
}

/**
 * Why the rows of one file cannot stand beside the rows of the other under the schema of the table; empty when they
 * can. Levels and values are read by the table's schema, so types, lengths, repetitions, names and nesting have to be
 * equal; annotations may be written in either way but have to mean the same.
 */
export function schemaDifferences(table: Footer, delta: Footer): readonly SchemaDifference[] {
  return compareChildren(table.schema, delta.schema);
}

function compareChildren(table: SchemaNode, delta: SchemaNode): SchemaDifference[] {
  const differences: SchemaDifference[] = [];
  for (const child of table.children) {
    const other = childNamed(delta, child.name);
    if (other === undefined) differences.push(missing(child, delta));
    else differences.push(...compareNodes(child, other));
  }
  for (const child of delta.children) {
    if (childNamed(table, child.name) === undefined) differences.push(extra(child, table));
  }
  return [...differences, ...compareOrder(table, delta)];
}

function compareNodes(table: SchemaNode, delta: SchemaNode): SchemaDifference[] {
  const differ = (kind: DifferenceKind, inTable: string, inDelta: string): SchemaDifference => {
    const column = table.path.join('.');
    const message = `column "${column}" is ${inTable} in the table and ${inDelta} in the new rows`;
    return { column, kind, table: inTable, delta: inDelta, message };
  };
  const [inTable, inDelta] = [describeNode(table), describeNode(delta)];
  if ((table.column === undefined) !== (delta.column === undefined))
    return [differ('nesting', inTable, inDelta)];
  const differences: SchemaDifference[] = [];
  if (table.repetition !== delta.repetition)
    differences.push(differ('repetition', table.repetition, delta.repetition));
  const [stored, storedInDelta] = [storage(table.column), storage(delta.column)];
  if (!isDeepStrictEqual(meaning(table), meaning(delta)))
    differences.push(differ('meaning', inTable, inDelta));
  else if (stored !== storedInDelta) {
    const show = (words: string, how: string): string =>
      inTable === inDelta ? `${words} stored as ${how}` : words;
    differences.push(differ('type', show(inTable, stored), show(inDelta, storedInDelta)));
  }
  return [...differences, ...compareChildren(table, delta)];
}

function compareOrder(table: SchemaNode, delta: SchemaNode): SchemaDifference[] {
  const names = table.children
    .map(({ name }) => name)
    .filter((name) => childNamed(delta, name) !== undefined);
  const others = delta.children
    .map(({ name }) => name)
    .filter((name) => childNamed(table, name) !== undefined);
  const at = names.findIndex((name, index) => name !== others[index]);
  const moved = at < 0 ? undefined : childNamed(table, names[at] ?? '');
  if (moved === undefined) return [];
  const column = moved.path.join('.');
  const message = `the columns have another order in the new rows: "${others[at]}" stands where the table has "${column}"`;
  return [{ column, kind: 'order', table: names.join(', '), delta: others.join(', '), message }];
}

function missing(node: SchemaNode, delta: SchemaNode): SchemaDifference {
  const column = node.path.join('.');
  const message = `the new rows have no column "${column}"${spelledOtherwise(delta, node.name)}`;
  return { column, kind: 'missing', table: describeNode(node), delta: undefined, message };
}

function extra(node: SchemaNode, table: SchemaNode): SchemaDifference {
  const column = node.path.join('.');
  const message = `the table has no column "${column}"${spelledOtherwise(table, node.name)}`;
  return { column, kind: 'extra', table: undefined, delta: describeNode(node), message };
}

function spelledOtherwise(node: SchemaNode, name: string): string {
  const other = node.children.find((child) => child.name.toLowerCase() === name.toLowerCase());
  return other === undefined ? '' : `, they write it "${other.name}"`;
}

function childNamed(node: SchemaNode, name: string): SchemaNode | undefined {
  return node.children.find((child) => child.name === name);
}

function describeNode({ column, logical }: SchemaNode): string {
  if (column !== undefined) return describeType(column);
  return logical.kind === 'none' ? 'struct' : logical.kind;
}

function storage(column: Column | undefined): string {
  return `${column?.physical}${column?.typeLength === undefined ? '' : `(${column.typeLength})`}`;
}

/** A plain integer and an annotation that says no more than that are the same. */
function meaning({ logical, column }: SchemaNode): Logical {
  const isPlain =
    logical.kind === 'int' &&
    logical.signed &&
    ((logical.bits === 32 && column?.physical === 'INT32') ||
      (logical.bits === 64 && column?.physical === 'INT64'));
  return isPlain || logical.kind === 'none' ? { kind: 'none' } : logical;
}
