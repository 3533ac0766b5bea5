import { chunks, md5, zeros } from './s3/content.ts';
import { createFaults, type S3Fault } from './s3/faults.ts';
import { realS3, type S3Quirks } from './s3/quirks.ts';
import { refuse } from './s3/refusal.ts';
import { listen, type S3Request } from './s3/serve.ts';
import { newBucket, now, putObject, type Bucket, type Buckets } from './s3/state.ts';
import { accessTo, type S3Server } from './s3-server.ts';

export type { S3Fault } from './s3/faults.ts';
export type { S3Quirks } from './s3/quirks.ts';

interface SeenObject {
  readonly bytes: Buffer;
  /** Without quotes. */
  readonly etag: string;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface StrictS3 extends S3Server {
  createBucket(name: string): void;
  /** An object of so many bytes, all zero, that takes no memory; its ETag is one of a multipart upload. */
  putSparse(bucket: string, key: string, size: number): void;
  /** Objects of a bucket by key. */
  objects(bucket: string): Map<string, SeenObject>;
  /** Unfinished multipart uploads. */
  uploads(bucket: string): { readonly key: string; readonly uploadId: string; readonly parts: number }[];
  /** Every request so far, in order of arrival. */
  readonly requests: S3Request[];
  /** Puts a fault at the end of the queue; the first that fits a request is the one it meets. */
  fault(fault: S3Fault): void;
  /** Resolves when nothing is being served that a client has sent by now, be it alive or not. */
  settled(): Promise<void>;
  /** Connections are cut and new ones refused. What is stored stays. */
  goDown(): Promise<void>;
  /** Serves again, on the same port. */
  comeUp(): Promise<void>;
}

/** Starts a server in this process that is as strict as S3 itself; see `s3/quirks.ts` for stores that are not. */
export async function startS3(
  options: { readonly quirks?: Partial<S3Quirks>; readonly port?: number } = {},
): Promise<StrictS3> {
  const buckets: Buckets = new Map();
  const requests: S3Request[] = [];
  const faults = createFaults();
  const quirks = { ...realS3, ...options.quirks };
  const account = accessTo('');
  const serve = (port: number): ReturnType<typeof listen> =>
    listen({ account, quirks, buckets }, faults, requests, port);
  let listener = await serve(options.port ?? 0);
  const { port } = listener;

  function bucketNamed(name: string): Bucket {
    return buckets.get(name) ?? refuse('NoSuchBucket', `no bucket ${name}`);
  }

  return {
    ...accessTo(`http://127.0.0.1:${port}`),
    requests,
    createBucket(name) {
      buckets.set(name, buckets.get(name) ?? newBucket());
    },
    putSparse(bucket, key, size) {
      const content = zeros(size);
      const etag = `${md5(content)}-${Math.max(1, Math.ceil(size / 1024 ** 3))}`;
      const described = { metadata: {}, contentType: 'binary/octet-stream', checksums: {}, modified: now() };
      putObject(bucketNamed(bucket), key, { content, etag, ...described });
    },
    objects(bucket) {
      const seen = [...bucketNamed(bucket).objects].map(([key, { content, etag, metadata }]) => {
        const object = {
          etag,
          metadata,
          get bytes() {
            return Buffer.concat([...chunks(content)]);
          },
        };
        return [key, object] as const;
      });
      return new Map(seen);
    },
    uploads: (bucket) =>
      [...bucketNamed(bucket).uploads.values()].map(({ key, uploadId, parts }) => ({
        key,
        uploadId,
        parts: parts.size,
      })),
    fault: (fault) => faults.add(fault),
    settled: () => listener.settled(),
    goDown: () => listener.stop(),
    async comeUp() {
      listener = await serve(port);
    },
    stop: () => listener.stop(),
  };
}
