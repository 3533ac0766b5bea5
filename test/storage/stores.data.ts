import type { Access } from '@leat/storage';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { awsOf, azureOf } from '../servers/access.ts';
import { startAzurite } from '../servers/azurite.ts';
import { makeBucket, makeContainer } from '../servers/make-bucket.ts';
import type { S3Server } from '../servers/s3-server.ts';
import { startS3 } from '../servers/s3.ts';
import { noVersitygw, startVersitygw } from '../servers/versitygw.ts';

const MiB = 1024 * 1024;

/** A store that the suite runs over, and what is known to be different in it. */
export interface StoreUnderTest {
  readonly name: string;
  /** Why it cannot be had on this machine. */
  readonly missing?: string | undefined;
  start(): Promise<Started>;
  /** It keeps metadata and MD5s, and lists whatever begins with a prefix. */
  readonly isObjectStore: boolean;
  /** Bytes that a write need not send again when it was cut off a little later. */
  readonly resumesAfter: number;
  /** A name cannot be that of an object and the beginning of others, up to a slash, at the same time. */
  readonly hasDirectories?: boolean;
  /** What a cut-off resumable write leaves, by its name in `Leftover`. */
  readonly leaves?: string;
}

export interface Started {
  readonly access: Access;
  /** Before every name. */
  readonly root: string;
  /** The same in a bucket or container that is not there. */
  readonly nowhere?: string;
  stop(): Promise<void>;
}

const objectStore = { isObjectStore: true, resumesAfter: 16 * MiB } as const;

export const stores: readonly StoreUnderTest[] = [
  { name: 'file', isObjectStore: false, resumesAfter: 64 * MiB, hasDirectories: true, start: startFiles },
  { name: 'az on Azurite', ...objectStore, leaves: 'uncommitted blocks', start: startContainer },
  {
    name: 's3 on versitygw',
    missing: noVersitygw,
    ...objectStore,
    hasDirectories: true,
    leaves: 'multipart upload',
    start: async () => startBucket(await startVersitygw()),
  },
  {
    name: 's3 on the strict server',
    ...objectStore,
    leaves: 'multipart upload',
    start: async () => startBucket(await startS3()),
  },
];

async function startFiles(): Promise<Started> {
  const root = mkdtempSync(join(tmpdir(), 'leat-suite-'));
  return {
    access: {},
    root: `${root}/`,
    stop: async () => rmSync(root, { recursive: true, force: true }),
  };
}

async function startContainer(): Promise<Started> {
  const azurite = await startAzurite();
  await makeContainer(azurite, 'suite');
  return {
    access: { azure: azureOf(azurite) },
    root: 'az://suite/',
    nowhere: 'az://nowhere/',
    stop: () => azurite.stop(),
  };
}

async function startBucket(server: S3Server): Promise<Started> {
  await makeBucket(server, 'suite');
  return {
    access: { aws: awsOf(server) },
    root: 's3://suite/',
    nowhere: 's3://nowhere/',
    stop: () => server.stop(),
  };
}
