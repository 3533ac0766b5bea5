/** How stores that speak the API of S3 differ from AWS. */
export interface S3Quirks {
  /** If-Match and If-None-Match mean nothing, on reads and writes, as with s3rver. */
  readonly ignoresConditions: boolean;
  /** They mean nothing to CompleteMultipartUpload alone, as with Ceph 16 and older LocalStack. */
  readonly ignoresCompleteConditions: boolean;
  /** If-Match of a write holds only without the quotes, as with Ceph 16. */
  readonly unquotedIfMatchOnly: boolean;
  /** A body with a checksum behind it is answered 411 MissingContentLength, as with Ceph 16. */
  readonly rejectsStreamingChecksums: boolean;
  /** A range `bytes=-n` is passed over: status 200 with the whole object. */
  readonly noSuffixRanges: boolean;
  /** An ETag of 32 hex digits that is not the MD5, as with SSE-KMS. */
  readonly etagIsNotMd5: boolean;
}

/** AWS: none of them. */
export const realS3: S3Quirks = {
  ignoresConditions: false,
  ignoresCompleteConditions: false,
  unquotedIfMatchOnly: false,
  rejectsStreamingChecksums: false,
  noSuffixRanges: false,
  etagIsNotMd5: false,
};
