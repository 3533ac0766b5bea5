import { isRestError, type RestError } from '@azure/storage-blob';
import { Failure } from '@leat/pipe';
import { formatAddress } from '../address.ts';
import { StorageError } from '../storage-error.ts';
import type { AzAddress } from './address.ts';
import { azureErrors, networkErrors, type AzureError } from './errors.data.ts';

/**
 * Waits for a request; what it throws becomes a `StorageError` about the address.
 *
 * @param signal whose reason comes out when it has ended the request
 */
export async function onAzure<T>(address: AzAddress, request: Promise<T>, signal?: AbortSignal): Promise<T> {
  try {
    return await request;
  } catch (cause) {
    throw asStorageError(address, cause, signal);
  }
}

/** @returns what `onAzure` throws; a bug stays what it is */
export function asStorageError(address: AzAddress, cause: unknown, signal?: AbortSignal): unknown {
  if (signal?.aborted === true) return signal.reason;
  if (cause instanceof Failure) return cause;
  if (isSignIn(cause))
    return new Failure('fatal', 'bad_credentials', `no sign-in to Azure works: ${firstLine(cause)}`, {
      hint: 'sign in with `az login`, or set azure.key, azure.sasToken or azure.connectionString',
      cause,
    });
  if (!isRestError(cause)) return cause;
  const { reason, text, hint } = meaningOf(cause);
  const uri = formatAddress(address);
  const retryAfterSeconds = Number(cause.response?.headers.get('retry-after') ?? Number.NaN);
  return new StorageError(reason, `${uri}: ${text.replace('{container}', address.container)}`, {
    ...(hint !== undefined && { hint }),
    cause: withoutRequest(cause),
    ...(retryAfterSeconds >= 0 && { retryAfterSeconds }),
  });
}

/** The service's own name for the error, which an answer without a body has only in its headers. */
export function codeOf(cause: unknown): string | undefined {
  if (!isRestError(cause)) return undefined;
  return cause.response?.headers.get('x-ms-error-code') ?? cause.code;
}

function meaningOf(error: RestError): AzureError {
  const code = codeOf(error) ?? '';
  const known = azureErrors[code];
  if (known !== undefined) return known;
  const status = error.statusCode;
  if (status === undefined || error.response === undefined)
    return { reason: 'unavailable', text: networkErrors[code] ?? firstLine(error) };
  const said = `${firstLine(error)} (${[status, code, requestId(error)].filter(Boolean).join(', ')})`;
  if (status === 412) return { reason: 'changed', text: said };
  if (status === 429) return { reason: 'throttled', text: said };
  // Not even a 404: what has no error code comes from something in between, which knows nothing of the blob.
  return { reason: status >= 500 || status === 408 ? 'unavailable' : 'denied', text: said };
}

/** The SDK's error carries its request, and so signatures and tokens. */
export function withoutRequest({ message, code, statusCode, stack }: RestError): Error {
  return Object.assign(new Error(message), { code, statusCode, stack });
}

function requestId({ response }: RestError): string | undefined {
  const id = response?.headers.get('x-ms-request-id');
  return id === undefined ? undefined : `request ${id}`;
}

/** Below it come the id of the request, the time, and sometimes the text that was signed. */
function firstLine({ message }: Error): string {
  return message.split('\n', 1)[0]!.trim() || 'no reason was given';
}

/** `@azure/identity` is loaded only where it is used, so its classes are known by their names. */
function isSignIn(cause: unknown): cause is Error {
  return (
    cause instanceof Error &&
    /^(?:CredentialUnavailable|(?:Aggregate)?Authentication(?:Required)?)Error$/.test(cause.name)
  );
}
