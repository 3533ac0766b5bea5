import { createHash } from 'node:crypto';
import { md5, type Content } from './content.ts';
import type { S3Quirks } from './quirks.ts';
import type { Part } from './state.ts';

/** The ETag of what was put in one go, without quotes. */
export function etagOf(content: Content, quirks: S3Quirks): string {
  const digest = md5(content);
  return quirks.etagIsNotMd5 ? createHash('md5').update(`not ${digest}`).digest('hex') : digest;
}

/** The MD5 of the parts' MD5s and their number: what AWS does, though nowhere promised. */
export function multipartEtag(parts: readonly Part[]): string {
  const hash = createHash('md5');
  for (const { etag } of parts) hash.update(Buffer.from(etag, 'hex'));
  return `${hash.digest('hex')}-${parts.length}`;
}

export function quoted(etag: string): string {
  return `"${etag}"`;
}

export function unquoted(etag: string): string {
  return etag.trim().replace(/^"(.*)"$/, '$1');
}
