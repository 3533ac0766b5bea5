import { Failure } from '@leat/pipe';
import type { Engine, Staged, TableColumn } from '../engine/index.ts';
import { quoteName, quoteText } from '../engine/sql.ts';
import { newStaged, ORDINAL } from '../engine/staged.ts';
import type { PartitionSpec } from './spec.ts';

/** The rows of one table of a directory. */
export interface Slice {
  /** None for rows without a value. */
  readonly value: string | undefined;
  readonly staged: Staged;
}

const ordinal = quoteName(ORDINAL);
const LENGTHS = { year: 4, month: 7, day: 10 } as const;
const FORMATS = { year: '%Y', month: '%Y-%m', day: '%Y-%m-%d' } as const;

/**
 * Tells staged rows apart by their partition, in the order in which the first row of each came. A column that is the
 * partition is not stored in its tables: the path says it.
 *
 * @throws Failure reject `bad_partition` when the column is not there, or a value is no time
 */
export async function split(engine: Engine, staged: Staged, spec: PartitionSpec): Promise<Slice[]> {
  const column = staged.columns.find(({ name }) => name === spec.column);
  if (column === undefined) throw bad(`there is no column ${spec.column} to partition by`);
  if (spec.by !== 'value' && staged.columns.some(({ name }) => name === spec.name))
    throw bad(`there is a column ${spec.name}, which readers would mistake for the partition`);
  const value = valueOf(column, spec);
  if (spec.by !== 'value' && column.type === 'VARCHAR') await refuseOtherText(engine, staged, column);
  const source = quoteName(staged.relation);
  const values = await engine.rows(
    `SELECT ${value} AS value FROM ${source} GROUP BY ALL ORDER BY min(${ordinal})`,
  );
  const columns = staged.columns.filter(({ name }) => spec.by !== 'value' || name !== spec.column);
  const names = columns.map(({ name }) => quoteName(name)).join(', ');
  const slices: Slice[] = [];
  for (const { value: found } of values) {
    const text = typeof found === 'string' ? found : undefined;
    const relation = engine.newName();
    await engine.run(`CREATE TABLE ${relation} AS
      SELECT ${names}, row_number() OVER (ORDER BY ${ordinal}) - 1 AS ${ordinal} FROM ${source}
      WHERE ${value} IS NOT DISTINCT FROM ${text === undefined ? 'NULL' : quoteText(text)} ORDER BY ${ordinal}`);
    const [count] = await engine.rows(`SELECT count(*) AS rows FROM ${relation}`);
    slices.push({
      value: text,
      staged: newStaged(engine, 'TABLE', { rows: Number(count!['rows']), columns, relation }),
    });
  }
  return slices;
}

function valueOf({ name, type }: TableColumn, { by }: PartitionSpec): string {
  const column = quoteName(name);
  if (by === 'value') return `CAST(${column} AS VARCHAR)`;
  if (type === 'VARCHAR') return `left(${column}, ${LENGTHS[by]})`;
  if (type === 'DATE' || type.startsWith('TIMESTAMP')) return `strftime(${column}, '${FORMATS[by]}')`;
  throw bad(`column ${name} is ${type}, which has no ${by}`);
}

/** A time as text: what it begins with has to be a date, or it would make a directory of its own. */
async function refuseOtherText(engine: Engine, { relation }: Staged, { name }: TableColumn): Promise<void> {
  const column = quoteName(name);
  const [other] = await engine.rows(
    `SELECT ${column} AS value FROM ${quoteName(relation)} WHERE NOT regexp_matches(${column}, '^\\d{4}-\\d{2}-\\d{2}') LIMIT 1`,
  );
  if (other !== undefined) throw bad(`column ${name}: ${JSON.stringify(other['value'])} is no date`);
}

function bad(message: string): Failure {
  return new Failure('reject', 'bad_partition', message);
}
