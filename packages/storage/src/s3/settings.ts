import type { S3ClientConfig } from '@aws-sdk/client-s3';
import { Failure } from '@leat/pipe';
import type { Access } from '../open-store.ts';

type Settings = NonNullable<Access['aws']>;

/** What a client needs to know, with nothing left open. */
export interface Connection {
  readonly client: S3ClientConfig;
  /** Where it is; undefined where the SDK decides. */
  readonly endpoint: string | undefined;
  /** The SDK sends no checksum by itself, so that parts need one of ours. */
  readonly needsMd5: boolean;
  /** That the store keeps conditions is not to be doubted. */
  readonly trustsConditions: boolean;
}

/** More than any run has transfers at the same time. */
const SOCKETS = 256;

/**
 * Settings as the client of the SDK takes them. What is not set is left to the SDK.
 *
 * @throws Failure fatal `bad_credentials` for half an access key
 */
export function connectionOf(settings: Partial<Settings>, env: NodeJS.ProcessEnv): Connection {
  const endpoint = settings.endpoint ?? env['AWS_ENDPOINT_URL_S3'] ?? env['AWS_ENDPOINT_URL'];
  const isAws = endpoint === undefined || isAwsHost(new URL(endpoint).hostname);
  const { pathStyle = 'auto', checksums = 'auto' } = settings;
  const isAlways = checksums === 'always' || (checksums === 'auto' && isAws);
  const region = settings.region ?? (isAws ? undefined : regionFrom(env));
  const credentials = credentialsOf(settings);
  const milliseconds = (seconds: number): number => Math.ceil(seconds * 1000);
  return {
    endpoint,
    needsMd5: !isAlways,
    trustsConditions: settings.conditionalWrites === 'trust',
    client: {
      ...(endpoint !== undefined && { endpoint }),
      ...(region !== undefined && { region }),
      ...(settings.profile !== undefined && { profile: settings.profile }),
      ...(credentials !== undefined && { credentials }),
      forcePathStyle: pathStyle === 'on' || (pathStyle === 'auto' && !isAws),
      requestChecksumCalculation: isAlways ? 'WHEN_SUPPORTED' : 'WHEN_REQUIRED',
      responseChecksumValidation: isAlways ? 'WHEN_SUPPORTED' : 'WHEN_REQUIRED',
      // It would open a connection of its own for each part.
      expectContinueHeader: false,
      maxAttempts: 3,
      retryMode: 'standard',
      requestHandler: {
        connectionTimeout: milliseconds(settings.connectTimeout ?? 10),
        socketTimeout: milliseconds(settings.idleTimeout ?? 60),
        httpAgent: { keepAlive: true, maxSockets: SOCKETS },
        httpsAgent: {
          keepAlive: true,
          maxSockets: SOCKETS,
          rejectUnauthorized: settings.tlsVerify ?? true,
        },
      },
    },
  };
}

/** A store of somebody else may speak only a part of the API. */
export function isAwsHost(host: string): boolean {
  return /\.amazonaws\.com(\.cn)?$/.test(host);
}

/** Stores that are not AWS mostly do not care, but the signature needs one. */
function regionFrom(env: NodeJS.ProcessEnv): string {
  return env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'] ?? 'us-east-1';
}

/** Undefined: the SDK looks in its own places. */
function credentialsOf({
  accessKeyId,
  secretAccessKey,
  sessionToken,
}: Partial<Settings>): S3ClientConfig['credentials'] {
  if (accessKeyId !== undefined && secretAccessKey !== undefined)
    return { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
  if (accessKeyId === undefined && secretAccessKey === undefined) return undefined;
  const [given, missing] =
    secretAccessKey === undefined ? ['accessKeyId', 'secretAccessKey'] : ['secretAccessKey', 'accessKeyId'];
  throw new Failure('fatal', 'bad_credentials', `aws.${given} is set, but aws.${missing} is not`, {
    hint: 'set both, or neither and the AWS SDK looks in its own places',
  });
}
