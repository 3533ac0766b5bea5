import { S3Client, type ServiceOutputTypes } from '@aws-sdk/client-s3';
import type { PlainPut } from './plain-put.ts';
import type { Conditionals } from './probe.ts';
import { isAwsHost, type Connection } from './settings.ts';

/** A store of the S3 API, opened: what every operation is given. */
export interface S3 extends Omit<Connection, 'client'> {
  readonly client: S3Client;
  /** The host of the last answer, or of the endpoint. */
  readonly host: string | undefined;
  readonly isAws: boolean;
  /** Buckets that have answered. */
  readonly knownBuckets: Set<string>;
  /** What has been found out about conditional requests, by bucket. */
  readonly conditionals: Map<string, Promise<Conditionals>>;
  /** The short way of writing an object, by bucket, once it is known. */
  readonly plainPuts: Map<string, PlainPut>;
}

/** No request is made yet. */
export function openClient({ client: config, ...connection }: Connection): S3 {
  const client = new S3Client(config);
  let host = connection.endpoint === undefined ? undefined : new URL(connection.endpoint).hostname;
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const { headers } = result.response as { headers?: Record<string, string> };
      // The SDK does not say when an answer was made.
      (result.output!.$metadata as { date?: string | undefined }).date = headers?.['date'];
      // A profile of the user may name an endpoint, which the SDK tells nobody.
      host = (args.request as { hostname: string }).hostname;
      return result;
    },
    { step: 'deserialize', name: 'leatAnswer', priority: 'high' },
  );
  return {
    ...connection,
    client,
    get host() {
      return host;
    },
    get isAws() {
      return host === undefined || isAwsHost(host);
    },
    knownBuckets: new Set(),
    conditionals: new Map(),
    plainPuts: new Map(),
  };
}

/** When the store answered, by its own clock, ISO 8601 UTC. */
export function dateOf({ $metadata }: ServiceOutputTypes): string {
  const { date } = $metadata as { date?: string };
  const time = date === undefined ? Number.NaN : Date.parse(date);
  return new Date(Number.isNaN(time) ? Date.now() : time).toISOString();
}
