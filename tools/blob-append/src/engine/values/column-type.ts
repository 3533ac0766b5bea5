import { quoteName } from '../sql.ts';

/** A DuckDB type, taken apart. */
export type ColumnType =
  | { readonly kind: 'scalar'; readonly name: string }
  | { readonly kind: 'decimal'; readonly precision: number; readonly scale: number }
  | { readonly kind: 'list'; readonly of: ColumnType; readonly length?: number }
  | { readonly kind: 'struct'; readonly fields: ReadonlyMap<string, ColumnType> }
  | { readonly kind: 'map'; readonly key: ColumnType; readonly value: ColumnType };

/** The type as DuckDB writes it, with every name of a field in quotes: one text for one type. */
export function typeText(type: ColumnType): string {
  switch (type.kind) {
    case 'scalar':
      return type.name;
    case 'decimal':
      return `DECIMAL(${type.precision},${type.scale})`;
    case 'list':
      return `${typeText(type.of)}[${type.length ?? ''}]`;
    case 'map':
      return `MAP(${typeText(type.key)}, ${typeText(type.value)})`;
    case 'struct':
      return `STRUCT(${[...type.fields].map(([name, of]) => `${quoteName(name)} ${typeText(of)}`).join(', ')})`;
  }
}
