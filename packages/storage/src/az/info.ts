import { formatAddress } from '../address.ts';
import type { Metadata, ObjectInfo } from '../store.ts';
import type { AzAddress } from './address.ts';

/** The parts of the SDK's answers that are about the blob. */
interface Answer {
  readonly etag?: string | undefined;
  readonly lastModified?: Date | undefined;
  readonly contentMD5?: Uint8Array | undefined;
}

/** Under this name a conditional write says whose it is, see `sendConditionally`. */
export const WRITE = 'leat_write';

export function infoOf(address: AzAddress, size: number, answer: Answer): ObjectInfo {
  const { etag, lastModified, contentMD5 } = answer;
  return {
    uri: formatAddress(address),
    size,
    mtime: (lastModified ?? new Date()).toISOString(),
    version: versionOf(etag),
    ...(contentMD5 !== undefined && { md5: Buffer.from(contentMD5).toString('hex') }),
  };
}

/** Headers have the ETag in quotes, a listing has it without. */
export function versionOf(etag = ''): string {
  return etag.replace(/^(?:W\/)?"(.*)"$/, '$1');
}

/** As `If-Match` has it. */
export function etagOf(version: string): string {
  return `"${version}"`;
}

/** The condition of a read that it finds a version, where there is one to find. */
export function matching(version: string | undefined): { readonly ifMatch?: string } {
  return version === undefined ? {} : { ifMatch: etagOf(version) };
}

/** What was given with a write. */
export function metadataOf({ metadata = {} }: { readonly metadata?: Metadata | undefined }): Metadata {
  const { [WRITE]: _, ...rest } = metadata;
  return rest;
}
