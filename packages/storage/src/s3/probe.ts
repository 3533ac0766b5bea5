import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { randomBytes } from 'node:crypto';
import { StorageError } from '../storage-error.ts';
import { at, type S3Address } from './address.ts';
import type { S3 } from './client.ts';
import { copySource } from './copy-range.ts';
import { quoted, versionOf } from './etag.ts';
import { codeOf, onStore } from './from-s3.ts';

/** What a bucket's store does with conditions. */
export interface Conditionals {
  /** It refuses a write whose condition does not hold. */
  readonly kept: boolean;
  /** It compares an ETag only when that has no quotes. */
  readonly unquoted: boolean;
  /** It also refuses a copy. */
  readonly keptByCopy: boolean;
}

const IGNORED: Conditionals = { kept: false, unquoted: false, keptByCopy: false };
/** The MD5 of nothing that anybody has. */
const WRONG = '00000000000000000000000000000000';

/** Tries out with an object of its own, beside the address, what the store does with conditions that do not hold. */
export async function probe(s3: S3, { bucket, key }: S3Address): Promise<Conditionals> {
  const name = `.leat-probe-${randomBytes(8).toString('hex')}`;
  const address: S3Address = { scheme: 's3', bucket, key: key.slice(0, key.lastIndexOf('/') + 1) + name };
  const uri = `s3://${bucket}/${address.key}`;
  try {
    const put = (conditions: object): Promise<{ ETag?: string | undefined }> =>
      onStore(uri, s3.client.send(new PutObjectCommand({ ...at(address), Body: 'leat', ...conditions })));
    const { ETag } = await put({});
    const version = versionOf(ETag);
    const refusesPuts =
      (await refuses(put({ IfNoneMatch: '*' }))) && (await refuses(put({ IfMatch: quoted(WRONG) })));
    if (!refusesPuts) return IGNORED;
    const unquoted = await refuses(put({ IfMatch: quoted(version) }));
    if (unquoted && (await refuses(put({ IfMatch: version })))) return IGNORED;
    if (!(await refusesComplete(s3, address, uri, unquoted ? WRONG : quoted(WRONG)))) return IGNORED;
    return { kept: true, unquoted, keptByCopy: await refusesCopy(s3, address, uri) };
  } finally {
    // What could not be tried must not be hidden by what could not be removed.
    await s3.client.send(new DeleteObjectCommand(at(address))).catch(() => {});
  }
}

async function refusesComplete(s3: S3, address: S3Address, uri: string, wrong: string): Promise<boolean> {
  const begun = await onStore(uri, s3.client.send(new CreateMultipartUploadCommand(at(address))));
  const upload = { ...at(address), UploadId: begun.UploadId };
  const part = { PartNumber: 1, Body: 'leat' };
  try {
    const { ETag } = await onStore(uri, s3.client.send(new UploadPartCommand({ ...upload, ...part })));
    const complete = (conditions: object): Promise<unknown> => {
      const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
      const command = new CompleteMultipartUploadCommand({ ...upload, ...conditions, MultipartUpload });
      return onStore(uri, s3.client.send(command));
    };
    return (await refuses(complete({ IfMatch: wrong }))) && (await refuses(complete({ IfNoneMatch: '*' })));
  } finally {
    await s3.client.send(new AbortMultipartUploadCommand(upload)).catch(() => {});
  }
}

function refusesCopy(s3: S3, address: S3Address, uri: string): Promise<boolean> {
  const command = new CopyObjectCommand({
    ...at(address),
    CopySource: copySource(address),
    // Nothing is copied onto itself unless something changes.
    MetadataDirective: 'REPLACE',
    IfNoneMatch: '*',
  });
  return refuses(onStore(uri, s3.client.send(command)));
}

/** @throws what went wrong otherwise: then nothing has been found out */
async function refuses(request: Promise<unknown>): Promise<boolean> {
  try {
    await request;
    return false;
  } catch (cause) {
    if (!(cause instanceof StorageError)) throw cause;
    if (cause.reason === 'changed' || codeOf(cause) === 'ConditionalRequestConflict') return true;
    if (codeOf(cause) === 'NotImplemented') return false;
    throw cause;
  }
}
