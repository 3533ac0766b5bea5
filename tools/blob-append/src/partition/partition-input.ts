import { Failure, type OpenContext } from '@leat/pipe';
import { openStore, type Access } from '@leat/storage';
import { columnsOfParquet, type Engine, type TableColumn } from '../engine/index.ts';
import type { Input, StagedInput } from '../input/input.ts';
import { stageTogether } from '../input/stage-together.ts';
import { writePart } from '../table/local-part.ts';
import { readTable } from '../table/look.ts';
import { openPlace } from '../table/place.ts';
import { rangesOf } from '../table/read-range.ts';
import type { AppendRun } from '../table/run.ts';
import { isPartition, partitionUri, type PartitionSpec } from './spec.ts';
import { split } from './split.ts';

/** Rows for one table of a directory. */
interface PartitionInput {
  readonly uri: string;
  readonly input: Input;
}

/**
 * Tells the rows of an input to the tables of a directory. They are checked against the columns of the newest of these,
 * so that all have the same.
 */
export async function partitionInput(
  run: AppendRun,
  to: string,
  spec: PartitionSpec,
  input: Input,
  access: Access,
  context: OpenContext,
): Promise<{ readonly targets: readonly PartitionInput[]; readonly rejected: StagedInput['rejected'] }> {
  const engine = await run.engine();
  const known = await knownColumns(run, engine, to, spec, access, context);
  const wide = known && spec.by === 'value' ? withPartition(known, spec, run.rules.types) : known;
  const { staged, rejected } = await input.stage(engine, wide, run.rules.types);
  const targets: PartitionInput[] = [];
  if (staged.rows > 0)
    for (const slice of await split(engine, staged, spec))
      targets.push({ uri: partitionUri(to, spec, slice.value), input: stagedInput(slice.staged) });
  await staged.drop();
  return { targets, rejected };
}

/**
 * Rows that are in the engine already, and stay there for the next attempt. A column that their table alone has is
 * NULL in them.
 */
function stagedInput(staged: StagedInput['staged']): Input {
  const kept = { ...staged, drop: () => Promise.resolve() };
  return {
    sources: [],
    async stage(engine, columns = []) {
      for (const column of columns) requireFit(column, staged);
      const known = new Set(columns.map(({ name }) => name));
      const all = [...columns, ...staged.columns.filter(({ name }) => !known.has(name))];
      return { staged: await stageTogether(engine, [kept], all), sources: [], rejected: new Map() };
    },
  };
}

/** @throws Failure reject `schema` */
function requireFit({ name, type, nullable }: TableColumn, { columns }: StagedInput['staged']): void {
  const own = columns.find((column) => column.name === name)?.type;
  if (own === undefined ? nullable : own === type) return;
  const found = own === undefined ? 'missing in the new rows' : `${own} in the new rows`;
  throw new Failure('reject', 'schema', `column ${name} is ${type} in this table, and ${found}`, {
    hint:
      own === undefined
        ? 'give it in every row'
        : `say --type ${name}=${type}, or write the older tables again with the type of the newer`,
  });
}

async function knownColumns(
  run: AppendRun,
  engine: Engine,
  to: string,
  spec: PartitionSpec,
  access: Access,
  context: OpenContext,
): Promise<readonly TableColumn[] | undefined> {
  const { store, address } = await openStore(`${to.replace(/\/+$/, '')}/`, access);
  let newest: string | undefined;
  try {
    for await (const { uri } of store.list(address, { signal: run.signal }))
      if (isPartition(uri, spec)) newest = uri;
  } catch (thrown) {
    if ((thrown as { reason?: string }).reason !== 'notFound') throw thrown;
  }
  if (newest === undefined) return undefined;
  const place = await openPlace(newest, access, context);
  const { info, footer } = await readTable(place, await store.stat(place.address));
  return columnsOfParquet(engine, await writePart(run.newPath(), footer, [], rangesOf(place, info.version)));
}

/** The column that the path says is not in the tables, but in the rows. */
function withPartition(
  columns: readonly TableColumn[],
  { column }: PartitionSpec,
  types: Readonly<Record<string, string>>,
): readonly TableColumn[] {
  if (columns.some(({ name }) => name === column)) return columns;
  return [...columns, { name: column, type: types[column] ?? 'VARCHAR', nullable: true }];
}
