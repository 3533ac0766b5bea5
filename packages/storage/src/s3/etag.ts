/** The version that an ETag is: without the mark of a weak one, and without quotes. RFC 9110 8.8.3 */
export function versionOf(etag: string | undefined): string {
  return (etag ?? '').replace(/^W\//, '').replace(/^"(.*)"$/, '$1');
}

/** A version as a condition is written. */
export function quoted(version: string): string {
  return `"${version}"`;
}

/** What decides whether an ETag is the MD5 of the content. */
export interface Sealed {
  readonly ServerSideEncryption?: string | undefined;
  readonly SSECustomerAlgorithm?: string | undefined;
}

/**
 * S3 API Reference, "Object": the ETag is the MD5 of the content unless it was written in parts or is encrypted with
 * keys of KMS or of the customer.
 *
 * @returns hexadecimal
 */
export function md5Of(version: string, sealed: Sealed): string | undefined {
  const isSealed =
    sealed.SSECustomerAlgorithm !== undefined || sealed.ServerSideEncryption?.startsWith('aws:kms') === true;
  return !isSealed && /^[0-9a-f]{32}$/i.test(version) ? version.toLowerCase() : undefined;
}
