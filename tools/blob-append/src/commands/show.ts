import { columnRange, deadBytes, describeType, formatValue, type Column, type Footer } from '@leat/parquet';
import { Failure, type CommandContext, type JsonObject } from '@leat/pipe';
import type { Access } from '@leat/storage';
import { absolute } from '../absolute.ts';
import { look, readTable, type Seen } from '../table/look.ts';
import { UNIQUE } from '../table/markers.ts';
import { openPlace, type Place } from '../table/place.ts';
import { extentOf } from '../table/time-column.ts';

/** Prints what the footer of a table says; no row is read. */
export async function show(uri: string, access: Access, to: CommandContext): Promise<void> {
  const place = await openPlace(absolute(uri), access, to);
  await to.print(describe(place, await requireTable(place)));
}

/** @throws Failure fatal `no_table`, `unreadable_table` */
export async function requireTable(place: Place): Promise<Seen> {
  const info = await look(place);
  if (info === undefined)
    throw new Failure('fatal', 'no_table', `${place.uri}: there is no table`, { hint: 'check the spelling' });
  return readTable(place, info);
}

function describe({ uri }: Place, { info, footer }: Seen): JsonObject {
  const { rows, rowGroups, columns, createdBy, keyValues } = footer;
  const extent = extentOf(footer);
  return {
    uri,
    version: info.version,
    mtime: info.mtime,
    size: info.size,
    rows,
    rowGroups: rowGroups.length,
    smallestRowGroup: Math.min(...rowGroups.map((group) => group.rows), rows),
    ...(extent && { orderedBy: extent.column, first: extent.first, last: extent.last }),
    deadBytes: deadBytes(footer),
    footerBytes: footer.size - footer.footerStart,
    ...(createdBy !== undefined && { createdBy }),
    ...(keyValues.has(UNIQUE) && { unique: keyValues.get(UNIQUE) }),
    columns: columns.map((column) => describeColumn(footer, column)),
  };
}

function describeColumn(footer: Footer, column: Column): JsonObject {
  const range = columnRange(footer, column.name);
  return {
    name: column.name,
    type: describeType(column),
    nullable: column.optional,
    ...(range && { min: formatValue(column, range.min), max: formatValue(column, range.max) }),
  };
}
