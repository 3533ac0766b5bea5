/** A running server that speaks the API of S3, and how to get in. */
export interface S3Server {
  readonly url: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** What a tool needs in its environment. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** The one account of the test servers. It opens nothing outside of them. */
const ACCOUNT = {
  region: 'us-east-1',
  accessKeyId: 'LEATTESTACCESSKEY',
  secretAccessKey: 'leat-test-secret-of-no-worth',
} as const;

export function accessTo(url: string): Omit<S3Server, 'stop'> {
  return {
    url,
    ...ACCOUNT,
    env: {
      AWS_ENDPOINT_URL_S3: url,
      AWS_ACCESS_KEY_ID: ACCOUNT.accessKeyId,
      AWS_SECRET_ACCESS_KEY: ACCOUNT.secretAccessKey,
      AWS_REGION: ACCOUNT.region,
    },
  };
}
