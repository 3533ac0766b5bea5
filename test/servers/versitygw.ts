import { execa } from 'execa';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startChild, type Child } from './child.ts';
import { accessTo, type S3Server } from './s3-server.ts';

export type { S3Server } from './s3-server.ts';

const ROOT = join(import.meta.dirname, '../..');
const CACHE = join(ROOT, 'node_modules/.cache/leat');
const BUILT = join(CACHE, 'bin/versitygw');

/** Builds it where that can be and has not been: 90 s the first time, next to nothing later. */
async function findBinary(): Promise<{ readonly path: string } | { readonly missing: string }> {
  const given = process.env['LEAT_VERSITYGW'];
  if (given !== undefined && given !== '') {
    return existsSync(given) ? { path: given } : { missing: `LEAT_VERSITYGW: there is no file ${given}` };
  }
  const { exitCode, stdout, stderr } = await execa(join(ROOT, 'scripts/services'), ['build'], {
    reject: false,
  });
  if (existsSync(BUILT)) return { path: BUILT };
  return { missing: exitCode === 0 ? stdout : `scripts/services build failed: ${stderr}` };
}

// While the tests are collected, which has no time limit: a hook has one.
const binary = await findBinary();

/**
 * Why there is no versitygw here, for `test.skipIf` and the title of what is skipped. In CI always undefined: what is
 * missing there is an error of `startVersitygw`.
 */
export const noVersitygw: string | undefined =
  'missing' in binary && !process.env['CI'] ? binary.missing : undefined;

export interface VersitygwOptions {
  /** As stores in use do; by itself it ends each connection after its answer. */
  readonly keepsConnections?: boolean;
}

/**
 * Starts Versity S3 Gateway, a real S3 server over a directory of this machine. Where it differs from S3 is written
 * down in `s3/semantics/*.data.ts`. Its objects lie among the temporary files or, where that file system has no
 * attributes, in the checkout.
 *
 * @throws Error where there is none, and where neither place has attributes
 */
export async function startVersitygw(options: VersitygwOptions = {}): Promise<S3Server> {
  if ('missing' in binary) throw new Error(binary.missing);
  const places = [tmpdir(), CACHE];
  for (const place of places) {
    try {
      return await startIn(place, binary.path, options);
    } catch (error) {
      if (!String(error).includes(NO_ATTRIBUTES)) throw error;
    }
  }
  throw new Error(
    `versitygw needs extended attributes, and the file systems of ${places.join(' and ')} have none`,
  );
}

/**
 * An object's metadata are attributes of its file, so that both change at once. Beside the objects (`--sidecar`) an
 * object has its new ETag a moment before its new bytes, and whoever reads in between and then writes on the condition
 * of that ETag loses rows.
 */
const NO_ATTRIBUTES = 'xattr check failed';

async function startIn(place: string, path: string, options: VersitygwOptions): Promise<S3Server> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    try {
      return await startOn(place, path, port, options);
    } catch (error) {
      // Somebody else has taken the port in between.
      if (attempt === 5 || !String(error).includes('address already in use')) throw error;
    }
  }
}

async function startOn(
  place: string,
  path: string,
  port: number,
  options: VersitygwOptions,
): Promise<S3Server> {
  mkdirSync(place, { recursive: true });
  const directory = mkdtempSync(join(place, 'leat-versitygw-'));
  const access = accessTo(`http://127.0.0.1:${port}`);
  // A path of its own: whoever else might answer on this port does not know it.
  const health = `/${randomUUID()}`;
  try {
    const listen = ['--port', `127.0.0.1:${port}`, '--region', access.region, '--health', health, '--quiet'];
    if (options.keepsConnections === true) listen.push('--keep-alive');
    const { child } = await startChild(
      [path, ...listen, 'posix', directory],
      (output) => output.includes('account mode') || undefined,
      {
        env: {
          ROOT_ACCESS_KEY_ID: access.accessKeyId,
          ROOT_SECRET_ACCESS_KEY: access.secretAccessKey,
        },
        directory,
      },
    );
    await untilHealthy(access.url + health, child);
    return {
      ...access,
      async stop() {
        await child.stop();
        rmSync(directory, { recursive: true, force: true });
      },
    };
  } catch (error) {
    rmSync(directory, { recursive: true, force: true });
    throw error;
  }
}

/** Its first words come before it listens. */
async function untilHealthy(url: string, child: Child): Promise<void> {
  while (child.isRunning()) {
    // Whoever else has the port may never answer.
    const reply = await fetch(url, { signal: AbortSignal.timeout(5000) }).catch(() => undefined);
    if (reply?.ok) return;
    await sleep(10);
  }
  throw new Error('versitygw stopped while it started: address already in use');
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
