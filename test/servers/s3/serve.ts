import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import { answer, refusalReply, type Arrived, type Ground } from './answer.ts';
import type { Faults } from './faults.ts';
import { S3Refusal } from './refusal.ts';
import { send } from './send.ts';
import { readTarget } from './target.ts';

/** One request as tests see it. */
export interface S3Request {
  readonly method: string;
  /** `Unknown` when the server knows no such operation. */
  readonly operation: string;
  readonly bucket: string;
  readonly key: string;
  /** Bytes of the bodies, as they went over the wire. */
  bytesIn: number;
  bytesOut: number;
  /** 0: no reply was sent (yet). */
  status: number;
}

export interface Listener {
  readonly port: number;
  /** Resolves when nothing is being served that a client has sent by now, be it alive or not. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

/** Serves on a port of this machine. */
export async function listen(
  ground: Ground,
  faults: Faults,
  requests: S3Request[],
  wantedPort: number,
): Promise<Listener> {
  let beingServed = 0;
  const server = createServer({ requestTimeout: 0, keepAliveTimeout: 60_000 }, (request, response) => {
    beingServed++;
    void handle(request, response)
      .catch((error: unknown) => {
        // A client that went away is no error of the server; anything else is, and must be seen.
        if (!request.socket.destroyed) console.error(error);
        response.destroy();
      })
      .finally(() => beingServed--);
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const target = readTarget(request.method ?? '', request.url ?? '/', request.headers);
    const { operation, bucketName: bucket, key } = target;
    const log: S3Request = {
      method: request.method ?? '',
      operation,
      bucket,
      key,
      bytesIn: 0,
      bytesOut: 0,
      status: 0,
    };
    requests.push(log);
    const fault = faults.take(operation, key);
    const removalsBefore = ground.buckets.get(bucket)?.removals.get(key) ?? 0;
    const body = await readBody(request, log);
    const requestId = randomBytes(8).toString('hex').toUpperCase();
    const arrived: Arrived = { request, target, body, removalsBefore, requestId };
    if (fault === 'stall') return;
    if (fault === 'dropBefore') return void request.socket.destroy();
    if (typeof fault === 'object' && 'delayMs' in fault)
      await sleep(fault.delayMs, undefined, { ref: false });
    if (typeof fault === 'object' && 'status' in fault) {
      const { status, code, retryAfter } = fault;
      const reply = refusalReply(new S3Refusal(status, code, 'As the test wanted'), arrived);
      const headers = {
        ...reply.headers,
        ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
      };
      return send(request, response, { ...reply, headers }, requestId, log);
    }
    const reply = answer(ground, arrived);
    if (fault === 'dropAfter') return void request.socket.destroy();
    await send(request, response, reply, requestId, log, fault === 'truncate');
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(wantedPort, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    async settled() {
      // In one turn a connection is taken, in the next one what came with it is read.
      for (let turns = 0; turns < 3; turns++) await turn();
      while (beingServed > 0) await sleep(2);
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readBody(request: IncomingMessage, log: S3Request): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    log.bytesIn += chunk.length;
  }
  return Buffer.concat(chunks);
}
