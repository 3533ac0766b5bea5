import type { HeadObjectCommandOutput } from '@aws-sdk/client-s3';
import type { Metadata } from '../store.ts';
import { toHeaders, withoutWriteId, withWriteId } from './metadata.ts';

/** What an object has besides its bytes and is written with them; metadata with the names that the store has. */
export type Headers = Pick<
  HeadObjectCommandOutput,
  'CacheControl' | 'ContentDisposition' | 'ContentEncoding' | 'ContentLanguage' | 'ContentType' | 'Metadata'
>;

/** What a copy or a new version takes over. */
export function headersOf(head: Headers): Headers {
  const { CacheControl, ContentDisposition, ContentEncoding, ContentLanguage, ContentType } = head;
  return {
    ...(CacheControl !== undefined && { CacheControl }),
    ...(ContentDisposition !== undefined && { ContentDisposition }),
    ...(ContentEncoding !== undefined && { ContentEncoding }),
    ...(ContentLanguage !== undefined && { ContentLanguage }),
    ...(ContentType !== undefined && { ContentType }),
    Metadata: withoutWriteId(head.Metadata),
  };
}

/** What a write sends along; what is given counts more than what is taken over. */
export function sentWith(
  { headers = {}, contentType, metadata }: { headers?: Headers; contentType?: string; metadata?: Metadata },
  writeId?: string,
): Headers & { Metadata: Record<string, string> } {
  const names = metadata === undefined ? headers.Metadata : toHeaders(metadata);
  return {
    ...headers,
    ...(contentType !== undefined && { ContentType: contentType }),
    Metadata: withWriteId(names, writeId),
  };
}
