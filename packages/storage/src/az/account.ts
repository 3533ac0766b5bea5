import {
  BlobSASPermissions,
  BlobServiceClient,
  newPipeline,
  StorageOAuthScopes,
  StorageSharedKeyCredential,
  type BlobClient,
  type HttpAuthorization,
} from '@azure/storage-blob';
import { agentsFor } from './agents.ts';
import type { Connection } from './settings.ts';

/** A storage account, and what its own service may read of it. */
export interface Account {
  readonly client: BlobServiceClient;
  /** Under which URL and authorization the service reads a blob of this account for us. */
  sourceOf(blob: BlobClient): Promise<Source>;
}

interface Source {
  readonly url: string;
  readonly authorization?: HttpAuthorization;
}

/** Long enough for the largest copy of one request, and for clocks that differ. */
const SIGNED_FOR_MS = 60 * 60 * 1000;

/** No request is made yet. */
export function openAccount({ url, credential, limits }: Connection): Account {
  const pipeline = newPipeline(credential, { retryOptions: { maxTries: 3, retryDelayInMs: 1000 } });
  const agents = agentsFor(limits);
  pipeline.factories.unshift({
    create: (next) => ({
      sendRequest(request) {
        request.agent = agents[new URL(request.url).protocol as keyof typeof agents];
        return next.sendRequest(request);
      },
    }),
  });
  return {
    client: new BlobServiceClient(url, pipeline),
    async sourceOf(blob) {
      if (credential === undefined) return { url: blob.url };
      if (credential instanceof StorageSharedKeyCredential) return { url: await signed(blob) };
      const token = await credential.getToken(StorageOAuthScopes);
      return { url: blob.url, authorization: { scheme: 'Bearer', value: token?.token ?? '' } };
    },
  };
}

function signed(blob: BlobClient): Promise<string> {
  return blob.generateSasUrl({
    permissions: BlobSASPermissions.parse('r'),
    expiresOn: new Date(Date.now() + SIGNED_FOR_MS),
  });
}
