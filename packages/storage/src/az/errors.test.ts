import { RestError } from '@azure/storage-blob';
import { Failure } from '@leat/pipe';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { StorageError } from '../storage-error.ts';
import { asStorageError } from './errors.ts';

const address = { scheme: 'az', container: 'box', blob: 'a b' } as const;

/** As the SDK throws it. */
function answered(status: number, code: string, headers: Record<string, string> = {}): RestError {
  const all = { 'x-ms-error-code': code, 'x-ms-request-id': 'r1', ...headers };
  return new RestError('What the service says.\nRequestId:r1\nTime:now', {
    code,
    statusCode: status,
    request: { url: 'https://lab/?sig=secret' } as never,
    response: { status, headers: { get: (name: string) => all[name as keyof typeof all] } } as never,
  });
}

test.for([
  [404, 'BlobNotFound', 'notFound', 'there is no such blob'],
  [404, 'ContainerNotFound', 'denied', 'there is no container box'],
  [404, 'ResourceNotFound', 'denied', 'no permission'],
  [404, '', 'denied', 'What the service says. (404, request r1)'],
  [409, 'ContainerBeingDeleted', 'unavailable', 'box is being deleted'],
  [409, 'BlobAlreadyExists', 'exists', 'exists already'],
  [412, 'ConditionNotMet', 'changed', 'not what it was'],
  [412, 'LeaseIdMissing', 'denied', 'lease'],
  [409, 'BlobArchived', 'denied', 'archive tier'],
  [403, 'AuthenticationFailed', 'denied', 'azure.key'],
  [403, 'AuthorizationPermissionMismatch', 'denied', 'Storage Blob Data Contributor'],
  [403, 'SomethingNew', 'denied', '(403, SomethingNew, request r1)'],
  [412, 'SomethingNew', 'changed', 'SomethingNew'],
  [429, 'SomethingNew', 'throttled', 'SomethingNew'],
  [503, 'ServerBusy', 'throttled', 'fewer requests'],
  [500, 'OperationTimedOut', 'unavailable', 'too long'],
  [502, '', 'unavailable', '502'],
] as const)('%i %s is %s', ([status, code, reason, words]) => {
  const error = asStorageError(address, answered(status, code)) as StorageError;
  expect(error).toBeInstanceOf(StorageError);
  expect(error.reason).toBe(reason);
  expect(error.message).toMatch(/^az:\/\/box\/a b: /);
  expect(error.message).toContain(words);
});

test.for([
  ['ENOTFOUND', 'azure.account'],
  ['ECONNREFUSED', 'nothing accepts connections'],
  ['REQUEST_SEND_ERROR', 'socket hang up'],
] as const)('a connection that fails with %s can work later', ([code, words]) => {
  const error = asStorageError(address, new RestError('socket hang up', { code }));
  expect(error).toMatchObject({ reason: 'unavailable', class: 'retry' });
  expect((error as Error).message).toContain(words);
});

test('of a container that is not there, it says what to do', () => {
  expect(asStorageError(address, answered(404, 'ContainerNotFound'))).toMatchObject({
    hint: 'make it, or check its name and the account',
  });
});

test('the time that the service asks for is kept', () => {
  const busy = answered(503, 'ServerBusy', { 'retry-after': '7' });
  expect(asStorageError(address, busy)).toMatchObject({ retryAfterSeconds: 7 });
});

test('the request, with its signature, does not come along', () => {
  const error = asStorageError(address, answered(404, 'BlobNotFound')) as Error;
  expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('secret');
  expect(error.cause).toMatchObject({ code: 'BlobNotFound', statusCode: 404 });
});

test('a sign-in that does not work is fatal', () => {
  const cause = Object.assign(new Error('Please run az login.\nmore'), {
    name: 'CredentialUnavailableError',
  });
  expect(asStorageError(address, cause)).toMatchObject({
    class: 'fatal',
    code: 'bad_credentials',
    message: 'no sign-in to Azure works: Please run az login.',
  });
});

test('a failure, a bug and the reason of a signal stay what they are', () => {
  const failure = new Failure('retry', 'x', 'x');
  expect(asStorageError(address, failure)).toBe(failure);
  const bug = new TypeError('no function');
  expect(asStorageError(address, bug)).toBe(bug);
  const reason = new Error('enough');
  expect(asStorageError(address, answered(404, 'BlobNotFound'), AbortSignal.abort(reason))).toBe(reason);
});
