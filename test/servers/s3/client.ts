import { S3Client, S3ServiceException, type S3ClientConfig } from '@aws-sdk/client-s3';
import type { S3Server } from '../s3-server.ts';

/** The AWS SDK on a test server, without its retries. */
export function clientOf(server: S3Server, config: S3ClientConfig = {}): S3Client {
  const { accessKeyId, secretAccessKey, region, url } = server;
  return new S3Client({
    endpoint: url,
    region,
    credentials: { accessKeyId, secretAccessKey },
    forcePathStyle: true,
    maxAttempts: 1,
    ...config,
  });
}

/** How a request ended: its status, or the status and code of its failure. */
export async function outcome(
  sent: Promise<{ readonly $metadata: { readonly httpStatusCode?: number } }>,
): Promise<string> {
  try {
    return String((await sent).$metadata.httpStatusCode);
  } catch (error) {
    if (error instanceof S3ServiceException) return `${error.$metadata.httpStatusCode} ${error.name}`;
    throw error;
  }
}
