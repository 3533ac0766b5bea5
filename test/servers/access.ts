import type { resources, ValuesOf } from '@leat/config';
import type { Azurite } from './azurite.ts';
import type { S3Server } from './s3-server.ts';

/** Settings for a test server: what `aws` in leat.yaml would hold, with every default filled in. */
export function awsOf(server: Omit<S3Server, 'env' | 'stop'>): ValuesOf<(typeof resources)['aws']> {
  return {
    endpoint: server.url,
    region: server.region,
    profile: undefined,
    accessKeyId: server.accessKeyId,
    secretAccessKey: server.secretAccessKey,
    sessionToken: undefined,
    pathStyle: 'auto',
    checksums: 'auto',
    conditionalWrites: 'auto',
    tlsVerify: true,
    connectTimeout: 10,
    idleTimeout: 60,
  };
}

/** The same for `azure`. */
export function azureOf(azurite: Pick<Azurite, 'connectionString'>): ValuesOf<(typeof resources)['azure']> {
  return {
    connectionString: azurite.connectionString,
    account: undefined,
    key: undefined,
    sasToken: undefined,
    endpoint: undefined,
    connectTimeout: 10,
    idleTimeout: 60,
  };
}
