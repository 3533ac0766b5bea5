import type { FileResult, FileStatus } from '../fields.ts';
import type { LocalFile } from './local-file.ts';
import type { Sent } from './send-file.ts';
import { targetOf, type WantedFile } from './wanted.ts';

/** What the record says of a file in the end. */
export function fileResult(
  wanted: WantedFile,
  { size }: Pick<LocalFile, 'size'>,
  status: FileStatus,
  at?: Sent,
): FileResult {
  const { name } = wanted;
  const target = targetOf(wanted);
  return {
    name,
    ...(target !== name && { storedAs: target }),
    ...(at !== undefined && { fileId: at.file.id }),
    size,
    ...(at?.sha256 !== undefined && { sha256: at.sha256 }),
    status,
  };
}
