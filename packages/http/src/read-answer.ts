import { Failure } from '@leat/pipe';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { answerOf, type HttpAnswer } from './answer.ts';
import type { Incoming } from './exchange.ts';
import { networkFailure, type RequestName } from './failures.ts';

const unpack = promisify(gunzip);

/**
 * Reads an answer to its end.
 *
 * @param mostBytes before and after unpacking
 * @throws Failure reject `answer_too_large`; retry `connection_lost`, `idle_timeout`
 */
export async function readAnswer(
  name: RequestName,
  incoming: Incoming,
  mostBytes: number,
): Promise<HttpAnswer> {
  const raw = await readWhole(name, incoming, mostBytes);
  const { statusCode, headers } = incoming.response;
  const isPacked = /^(?:x-)?gzip$/i.test(headers['content-encoding'] ?? '') && raw.length > 0;
  return answerOf(name, statusCode!, headers, isPacked ? await unpacked(name, raw, mostBytes) : raw);
}

/** By events and not by iteration: it is done for every request, and takes a third of the time. */
function readWhole(
  name: RequestName,
  { response, phases, end }: Incoming,
  mostBytes: number,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise<Buffer>((resolve, reject) => {
    response.on('data', (chunk: Buffer) => {
      phases.moved();
      size += chunk.length;
      chunks.push(chunk);
      if (size > mostBytes) response.destroy(tooLarge(name, mostBytes));
    });
    response.on('end', () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
    response.on('error', (cause) => reject(networkFailure(name, cause)));
    response.on('close', () => {
      if (!response.complete) reject(networkFailure(name, { code: 'ECONNRESET' }));
    });
  }).finally(end);
}

async function unpacked(name: RequestName, raw: Buffer, mostBytes: number): Promise<Buffer> {
  try {
    return await unpack(raw, { maxOutputLength: mostBytes });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(name, mostBytes);
    throw new Failure('retry', 'bad_answer', `${name}: the answer says gzip, but is not`, { cause });
  }
}

function tooLarge(name: RequestName, mostBytes: number): Failure {
  return new Failure('reject', 'answer_too_large', `${name}: the answer has more than ${mostBytes} bytes`);
}

/** The body as it comes. Leaving it early closes the connection. */
export async function* readChunks(
  name: RequestName,
  { response, phases, end }: Incoming,
): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      phases.pause();
      yield chunk;
      phases.moved();
    }
  } catch (cause) {
    throw networkFailure(name, cause);
  } finally {
    end();
  }
}
