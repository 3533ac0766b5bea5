import type { Reason } from '../storage-error.ts';

export interface AzureError {
  readonly reason: Reason;
  /** Completes "az://container/blob: …"; `{container}` is filled in. */
  readonly text: string;
  /** What to do about it, where the text does not say it. */
  readonly hint?: string;
}

const notWhatItWas = { reason: 'changed', text: 'it is not what it was' } as const;
const leased = {
  reason: 'denied',
  text: 'somebody holds a lease on it; break it or wait for its end',
} as const;
const noContainer = {
  reason: 'denied',
  text: 'there is no container {container}',
  hint: 'make it, or check its name and the account',
} as const;
const goingAway = {
  reason: 'unavailable',
  text: 'the container {container} is being deleted or disabled',
} as const;
const signature = {
  reason: 'denied',
  text: 'Azure does not accept the key or signature; check azure.key, azure.sasToken and the clock of this machine',
} as const;
const noPermission = {
  reason: 'denied',
  text: 'no permission; a role such as "Storage Blob Data Contributor" on the container {container} gives it',
} as const;
const archived = {
  reason: 'denied',
  text: 'it is in the archive tier; bring it to another tier first',
} as const;
const protectedBlob = { reason: 'denied', text: 'a policy or legal hold protects it' } as const;
const otherKind = { reason: 'denied', text: 'it is no block blob' } as const;
const busy = { reason: 'throttled', text: 'Azure asks for fewer requests' } as const;
const discarded = {
  reason: 'unavailable',
  text: 'another write to it has discarded the blocks of this one',
} as const;
const source = { reason: 'denied', text: 'Azure cannot read what is to be copied' } as const;

/** Error codes of the Blob service REST API ("Blob service error codes" and "Common REST API error codes"). */
export const azureErrors: Readonly<Record<string, AzureError>> = {
  // The only one that means "empty".
  BlobNotFound: { reason: 'notFound', text: 'there is no such blob' },
  ContainerNotFound: noContainer,
  ContainerBeingDeleted: goingAway,
  ContainerBeingDisabled: goingAway,
  ContainerDisabled: goingAway,
  AccountBeingCreated: { reason: 'unavailable', text: 'the account is being created' },
  AccountIsDisabled: { reason: 'denied', text: 'the account is disabled' },
  BlobAlreadyExists: { reason: 'exists', text: 'it exists already' },
  ConditionNotMet: notWhatItWas,
  TargetConditionNotMet: notWhatItWas,
  SourceConditionNotMet: { reason: 'changed', text: 'what is to be copied is not what it was' },
  InvalidBlockList: discarded,
  AuthenticationFailed: signature,
  InvalidAuthenticationInfo: signature,
  NoAuthenticationInformation: signature,
  AuthorizationFailure: noPermission,
  AuthorizationPermissionMismatch: noPermission,
  AuthorizationProtocolMismatch: noPermission,
  AuthorizationResourceTypeMismatch: noPermission,
  AuthorizationServiceMismatch: noPermission,
  AuthorizationSourceIPMismatch: noPermission,
  InsufficientAccountPermissions: noPermission,
  UnauthorizedBlobOverwrite: noPermission,
  PublicAccessNotPermitted: noPermission,
  // What a container without public access says to somebody without credentials.
  ResourceNotFound: noPermission,
  LeaseIdMissing: leased,
  LeaseIdMismatchWithBlobOperation: leased,
  LeaseIdMismatchWithContainerOperation: leased,
  LeaseNotPresentWithBlobOperation: leased,
  LeaseLost: leased,
  BlobArchived: archived,
  BlobBeingRehydrated: archived,
  BlobImmutableDueToPolicy: protectedBlob,
  BlobImmutableDueToLegalHold: protectedBlob,
  SnapshotsPresent: { reason: 'denied', text: 'it has snapshots; remove those first' },
  InvalidBlobType: otherKind,
  CannotVerifyCopySource: source,
  PendingCopyOperation: { reason: 'unavailable', text: 'a copy to it is still going on' },
  Md5Mismatch: { reason: 'unavailable', text: 'what arrived in Azure is not what was sent' },
  ServerBusy: busy,
  TooManyRequests: busy,
  OperationTimedOut: { reason: 'unavailable', text: 'Azure took too long' },
  InternalError: { reason: 'unavailable', text: 'Azure has an error of its own' },
};

/** What the system's error codes say of a connection; all of them are `unavailable`. */
export const networkErrors: Readonly<Record<string, string>> = {
  ENOTFOUND: 'no host has the name of the account; check azure.account and azure.endpoint',
  EAI_AGAIN: 'the name server does not answer',
  ECONNREFUSED: 'nothing accepts connections at its address',
  ECONNRESET: 'the connection was lost',
  EPIPE: 'the connection was lost',
  CERT_HAS_EXPIRED: 'the certificate of the server has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate of the server is not trusted; see NODE_EXTRA_CA_CERTS',
  SELF_SIGNED_CERT_IN_CHAIN: 'the certificate of the server is not trusted; see NODE_EXTRA_CA_CERTS',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the certificate of the server is not trusted; see NODE_EXTRA_CA_CERTS',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate of the server is for another name',
};
