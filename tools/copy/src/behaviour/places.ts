import type { Access } from '@leat/storage';
import { randomBytes } from 'node:crypto';
import { newBucket } from '../../../../packages/storage/src/s3/fixtures/bucket.ts';
import { awsOf, azureOf } from '../../../../test/servers/access.ts';
import { startAzurite } from '../../../../test/servers/azurite.ts';
import { makeContainer } from '../../../../test/servers/make-bucket.ts';
import { noVersitygw, startVersitygw } from '../../../../test/servers/versitygw.ts';

export { noVersitygw };

/** A real S3 server and an emulated Azure account, as one run sees them. */
export interface Places {
  readonly access: Access;
  readonly env: Readonly<Record<string, string>>;
  /** The address of a new bucket or container, without a slash at its end. */
  fresh(scheme: 's3' | 'az'): Promise<string>;
  stop(): Promise<void>;
}

export async function openPlaces(): Promise<Places> {
  const [s3, azurite] = await Promise.all([startVersitygw(), startAzurite()]);
  return {
    access: { aws: awsOf(s3), azure: azureOf(azurite) },
    env: { ...s3.env, ...azurite.env },
    async fresh(scheme) {
      if (scheme === 's3') return `s3://${(await newBucket(s3)).name}`;
      const name = `box-${randomBytes(6).toString('hex')}`;
      await makeContainer(azurite, name);
      return `az://${name}`;
    },
    async stop() {
      await Promise.all([s3.stop(), azurite.stop()]);
    },
  };
}
