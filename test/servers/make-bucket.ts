import { BlobServiceClient } from '@azure/storage-blob';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import type { Azurite } from './azurite.ts';
import { clientOf } from './s3/client.ts';
import type { S3Server } from './s3-server.ts';

/** Makes a bucket on a test server of S3 by the API, as it goes with every such server. */
export async function makeBucket(server: S3Server, name: string): Promise<void> {
  const s3 = clientOf(server);
  await s3.send(new CreateBucketCommand({ Bucket: name }));
  s3.destroy();
}

/** The same in Azure, where a bucket is called a container. */
export async function makeContainer(azurite: Azurite, name: string): Promise<void> {
  await BlobServiceClient.fromConnectionString(azurite.connectionString).createContainer(name);
}
