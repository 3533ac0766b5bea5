import { type Authorized } from './authorize.ts';
import { refuse } from './refusal.ts';
import { sha256, signText } from './signature.ts';

/** A body in `aws-chunked` encoding, taken apart. */
interface Decoded {
  readonly bytes: Buffer;
  /** Names in lower case. */
  readonly trailers: Readonly<Record<string, string>>;
}

const MIN_CHUNK = 8192;
const CRLF = '\r\n';
const EMPTY = sha256('');

/**
 * Takes apart `hex;chunk-signature=..` chunks and what trails them, and checks every signature.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
export function decodeChunked(raw: Buffer, { payloadHash, seed }: Authorized): Decoded {
  const isSigned = payloadHash.startsWith('STREAMING-AWS4-HMAC-SHA256');
  const hasTrailer = payloadHash.endsWith('-TRAILER');
  const chunks: Buffer[] = [];
  let previous = seed.signature;
  let offset = 0;

  const line = (): string => {
    const end = raw.indexOf(CRLF, offset);
    if (end < 0) refuse('IncompleteBody');
    const text = raw.toString('latin1', offset, end);
    offset = end + CRLF.length;
    return text;
  };
  const check = (signature: string | undefined, kind: string, ...hashes: string[]): void => {
    const text = [`AWS4-HMAC-SHA256-${kind}`, seed.time, seed.scope, previous, ...hashes].join('\n');
    const computed = signText(text, seed.key);
    if (signature !== computed) refuse('SignatureDoesNotMatch');
    previous = computed;
  };

  for (;;) {
    const [, hex, signature] = /^([\da-f]+)(?:;chunk-signature=([\da-f]{64}))?$/i.exec(line()) ?? [];
    if (hex === undefined) refuse('IncompleteBody');
    const length = Number.parseInt(hex, 16);
    const chunk = raw.subarray(offset, offset + length);
    if (chunk.length < length) refuse('IncompleteBody');
    if (isSigned) check(signature, 'PAYLOAD', EMPTY, sha256(chunk));
    if (length === 0) break;
    if ((chunks.at(-1)?.length ?? MIN_CHUNK) < MIN_CHUNK) refuse('InvalidChunkSizeError');
    chunks.push(chunk);
    offset += length;
    if (line() !== '') refuse('IncompleteBody');
  }

  const trailers: Record<string, string> = {};
  for (let text = line(); text !== ''; text = line()) {
    const [name = '', ...value] = text.split(':');
    if (!hasTrailer || value.length === 0) refuse('MalformedTrailerError');
    trailers[name.toLowerCase().trim()] = value.join(':').trim();
  }
  if (offset !== raw.length) refuse('IncompleteBody');
  const { 'x-amz-trailer-signature': signature, ...rest } = trailers;
  if (isSigned && hasTrailer) {
    const signed = Object.entries(rest).map(([name, value]) => `${name}:${value}\n`);
    check(signature, 'TRAILER', sha256(signed.join('')));
  }
  return { bytes: Buffer.concat(chunks), trailers: rest };
}
