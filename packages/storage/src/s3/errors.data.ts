import type { Reason } from '../storage-error.ts';

/** What the codes of errors mean. S3 API Reference, "Error responses", and what other stores add. */
export const reasonOfCode: Readonly<Record<string, Reason>> = {
  NoSuchKey: 'notFound',
  NotFound: 'notFound',
  // A bucket that is missing is a mistake, and never means that nothing has been written yet.
  NoSuchBucket: 'denied',
  PreconditionFailed: 'changed',
  AccessDenied: 'denied',
  AllAccessDisabled: 'denied',
  AccountProblem: 'denied',
  AuthorizationHeaderMalformed: 'denied',
  ExpiredToken: 'denied',
  IllegalLocationConstraintException: 'denied',
  InvalidAccessKeyId: 'denied',
  InvalidObjectState: 'denied',
  InvalidSecurity: 'denied',
  InvalidToken: 'denied',
  MethodNotAllowed: 'denied',
  NotImplemented: 'denied',
  PermanentRedirect: 'denied',
  RequestTimeTooSkewed: 'denied',
  SignatureDoesNotMatch: 'denied',
  BandwidthLimitExceeded: 'throttled',
  RequestLimitExceeded: 'throttled',
  ServiceUnavailable: 'throttled',
  SlowDown: 'throttled',
  Throttling: 'throttled',
  ThrottlingException: 'throttled',
  TooManyRequests: 'throttled',
  TooManyRequestsException: 'throttled',
  // The bytes were damaged on their way, or somebody else has ended the upload: another try sends them again.
  BadDigest: 'unavailable',
  ConditionalRequestConflict: 'unavailable',
  IncompleteBody: 'unavailable',
  InternalError: 'unavailable',
  InvalidPart: 'unavailable',
  NoSuchUpload: 'unavailable',
  OperationAborted: 'unavailable',
  RequestTimeout: 'unavailable',
  TimeoutError: 'unavailable',
  XAmzContentSHA256Mismatch: 'unavailable',
  InsufficientStorage: 'full',
  QuotaExceeded: 'full',
  XMinioStorageFull: 'full',
};

/** Where the code is not known, or a HEAD has none. Other 4xx are `denied`, other 5xx `unavailable`. */
export const reasonOfStatus: Readonly<Record<number, Reason>> = {
  404: 'notFound',
  408: 'unavailable',
  409: 'unavailable',
  412: 'changed',
  429: 'throttled',
  503: 'throttled',
  507: 'full',
};

/** Instead of the store's own words, which say less or nothing. */
export const wordingOfCode: Readonly<Record<string, string>> = {
  NoSuchKey: 'there is no such object',
  NotFound: 'there is no such object',
  PreconditionFailed: 'it is not what it was',
  ConditionalRequestConflict: 'somebody else writes it at the same time',
  AccessDenied: 'access is denied',
  ExpiredToken: 'the temporary access key has expired',
  InvalidAccessKeyId: 'the store does not know the access key',
  InvalidObjectState: 'it is archived, and must be restored before it can be read',
  RequestTimeTooSkewed: 'the clocks of this machine and of the store differ too much',
  SignatureDoesNotMatch: 'the secret of the access key is wrong',
  SlowDown: 'the store asks for fewer requests',
  NoSuchUpload: 'its upload has been ended by somebody else',
};

export const NO_BUCKET_HINT = 'make it, or check its name and the account';

/** What to do about it, where the words do not say it. */
export const hintOfCode: Readonly<Record<string, string>> = {
  NoSuchBucket: NO_BUCKET_HINT,
  ExpiredToken: 'get a new one',
  InvalidAccessKeyId: 'check AWS_ACCESS_KEY_ID or aws.accessKeyId',
  RequestTimeTooSkewed: 'set the clock of this machine',
  SignatureDoesNotMatch: 'check AWS_SECRET_ACCESS_KEY or aws.secretAccessKey',
};

/** What is wrong with the access key, whatever is asked for. */
export const badCredentials: ReadonlySet<string> = new Set([
  'ExpiredToken',
  'InvalidAccessKeyId',
  'InvalidToken',
  'RequestTimeTooSkewed',
  'SignatureDoesNotMatch',
]);

/** Errors of Node before there is an answer. */
export const reasonOfConnection: Readonly<Record<string, Reason>> = {
  CERT_HAS_EXPIRED: 'denied',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'denied',
  ERR_TLS_CERT_ALTNAME_INVALID: 'denied',
  SELF_SIGNED_CERT_IN_CHAIN: 'denied',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'denied',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'denied',
};

const NOT_TRUSTED =
  'its certificate is of nobody who is trusted here; NODE_EXTRA_CA_CERTS names more to trust';

export const wordingOfConnection: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: NOT_TRUSTED,
  SELF_SIGNED_CERT_IN_CHAIN: NOT_TRUSTED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: NOT_TRUSTED,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: NOT_TRUSTED,
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host',
  EPROTO: 'it does not speak TLS; is the endpoint http: rather than https:?',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it does not speak TLS; is the endpoint http: rather than https:?',
  EAI_AGAIN: 'its name cannot be looked up now',
  ENOTFOUND: 'there is no host of its name',
  ECONNREFUSED: 'nothing answers there',
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
  EHOSTUNREACH: 'its host cannot be reached',
  ENETUNREACH: 'its network cannot be reached',
  ETIMEDOUT: 'its host does not answer',
  TimeoutError: 'there was no answer in time; aws.connectTimeout and aws.idleTimeout say how long that is',
};
