import { UsageFailure } from '@leat/pipe';
import { quoteName } from '../sql.ts';
import type { TableColumn } from '../table-column.ts';
import { typeText, type ColumnType } from '../values/column-type.ts';
import type { JsonMembers } from '../values/parse-json.ts';
import { parseType } from '../values/parse-type.ts';
import { knownType, learn, newKind, typeOf, type Kind } from './kind.ts';

/** What the rows so far say about the columns of a table that is to be made. */
export interface Suggestion {
  /** @throws Failure reject `schema` */
  add(members: JsonMembers, where: string): void;
  /** @throws Failure reject `schema` */
  columns(): readonly TableColumn[];
  /** The same without the columns that have no value. */
  columnsWithValues(): readonly TableColumn[];
}

/** @param types by column: what is said does not have to be learnt. @throws UsageFailure `bad_type` */
export function newSuggestion(types: Readonly<Record<string, string>>): Suggestion {
  const said = new Map(Object.entries(types).map(([name, type]) => [name, readType(name, type)]));
  const kinds = new Map<string, Kind>();
  const spellings = new Map<string, string>();
  const all = (typed: (kind: Kind, path: string) => ColumnType | undefined): readonly TableColumn[] =>
    [...kinds].flatMap(([name, kind]) => {
      const type = said.get(name) ?? typed(kind, pathOf(name));
      return type === undefined ? [] : [{ name, type: typeText(type), nullable: true }];
    });
  return {
    add(members, where) {
      for (const [name, value] of members) {
        // Another spelling is no column: the row is rejected when it is staged.
        const spelling = spellings.get(name.toLowerCase()) ?? name;
        if (spelling !== name) continue;
        spellings.set(name.toLowerCase(), name);
        const kind = kinds.get(name) ?? newKind();
        kinds.set(name, kind);
        if (!said.has(name)) learn(kind, value, pathOf(name), where);
      }
    },
    columns: () => all(knownType),
    columnsWithValues: () => all(typeOf),
  };
}

function readType(name: string, text: string): ColumnType {
  const type = parseType(text);
  if (type !== undefined) return type;
  throw new UsageFailure('bad_type', `${pathOf(name)}: ${JSON.stringify(text)} is no type`, {
    hint: 'types are called DOUBLE, BIGINT, VARCHAR, DATE, TIMESTAMP WITH TIME ZONE, DECIMAL(18,8), …',
  });
}

function pathOf(name: string): string {
  return `column ${quoteName(name)}`;
}
