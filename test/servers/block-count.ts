import { BlobServiceClient, RestError } from '@azure/storage-blob';
import type { Azurite } from './azurite.ts';

/** How many blocks a blob has by now, committed or not. */
export async function blockCount(azurite: Azurite, container: string, blob: string): Promise<number> {
  const service = BlobServiceClient.fromConnectionString(azurite.connectionString);
  const client = service.getContainerClient(container).getBlockBlobClient(blob);
  try {
    const { committedBlocks = [], uncommittedBlocks = [] } = await client.getBlockList('all');
    return committedBlocks.length + uncommittedBlocks.length;
  } catch (thrown) {
    if (thrown instanceof RestError && thrown.statusCode === 404) return 0;
    throw thrown;
  }
}
