import type { Item, JsonObject, Members } from '@leat/pipe';
import type { CopyRecord } from './fields.ts';
import type { Brought } from './transfer/bring.ts';
import type { Wanted } from './wanted.ts';

/** What goes into the record: the addresses of the copies, and those of the originals under our name. */
export function membersOf(
  { record, parsed }: Item<CopyRecord>,
  { to, isDataset, files }: Wanted,
  brought: readonly Brought[],
): Members {
  if (!isDataset) {
    const [{ uri, version, result }] = brought as [Brought];
    return { uri, version, copy: result };
  }
  const given = parsed['files'] as readonly JsonObject[];
  return {
    uri: to,
    files: brought.map(({ uri, version }, at) => ({ ...given[at], uri, version })),
    copy: {
      ...(record.uri !== undefined && { from: record.uri }),
      to,
      size: brought.reduce((sum, { result }) => sum + (result.size ?? 0), 0),
      files: brought.map(({ result }, at) => ({ name: files[at]!.name, ...result })),
    },
  };
}
