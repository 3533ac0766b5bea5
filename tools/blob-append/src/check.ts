import { formatCount, type Check, type OpenContext } from '@leat/pipe';
import { addressesOf } from './addresses.ts';
import type { AppendSettings } from './options.ts';
import { rulesOf } from './rules.ts';
import { look, readTable } from './table/look.ts';
import { openPlace, requireConditions } from './table/place.ts';

/** Tries the store and the table, without writing to it. */
export async function* check(settings: AppendSettings, context: OpenContext): AsyncGenerator<Check> {
  const { to, from } = addressesOf(settings);
  const { replaces } = rulesOf(settings);
  if (from !== undefined) {
    const source = await openPlace(from, settings.resources, context);
    const info = await look(source);
    yield {
      name: 'source',
      isOk: info !== undefined,
      detail: `${from}: ${info === undefined ? 'there is no such object' : `${formatCount(info.size)} bytes`}`,
    };
  }
  const place = await openPlace(to, settings.resources, context);
  if (settings.values.partition === undefined) {
    const info = await look(place);
    const table = info === undefined || replaces ? undefined : await readTable(place, info);
    const detail = table === undefined ? '' : `, ${formatCount(table.footer.rows)} rows`;
    yield {
      name: 'table',
      isOk: true,
      detail: `${to}: ${info === undefined ? 'it will be made' : 'it is there'}${detail}`,
    };
  }
  await requireConditions(place);
  yield { name: 'store', isOk: true, detail: 'it keeps conditional writes' };
}
