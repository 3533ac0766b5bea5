import { Failure } from '@leat/pipe';
import { isUtf8 } from 'node:buffer';
import { isAbsolute } from 'node:path';

/**
 * Where a file is. A name is bytes: where those are not UTF-8, `bytes` has the exact path and `path` is only for
 * messages.
 */
export interface FileAddress {
  readonly scheme: 'file';
  readonly path: string;
  readonly bytes?: Buffer;
}

/** Where one object is. Names are as the store has them, never percent-encoded. */
export type Address =
  | FileAddress
  | { readonly scheme: 's3'; readonly bucket: string; readonly key: string }
  | { readonly scheme: 'az'; readonly container: string; readonly blob: string };

const OBJECT = /^(?<scheme>s3|az):\/\/(?<place>[^/]+)\/(?<name>[\s\S]*)$/;
const SCHEME = /^(?<scheme>[A-Za-z][A-Za-z0-9+.-]*):/;
/** RFC 8089: no host, or this one. */
const FILE = /^file:(?:\/\/(?:localhost)?(?=\/)|(?!\/\/))(?<path>\/[^?#]*)$/i;

/**
 * Reads a `uri` of a record: an absolute path, `file:`, `s3://bucket/key` or `az://container/blob`. Paths and keys of
 * objects are taken as they stand: `%`, `?`, `#` and spaces are ordinary characters in them. Only a `file:` URI is
 * percent-encoded, and can so hold a path that is not UTF-8: `file:///data/caf%E9`.
 *
 * @throws Failure reject `bad_uri`
 */
export function parseAddress(uri: string): Address {
  if (!uri.isWellFormed() || uri.includes('\0')) throw bad(uri, 'it has characters that no name can have');
  if (isAbsolute(uri)) return { scheme: 'file', path: uri };
  if (/^file:/i.test(uri)) return fileAddress(uri);
  const groups = OBJECT.exec(uri)?.groups;
  if (groups?.['scheme'] === 's3') return { scheme: 's3', bucket: groups['place']!, key: groups['name']! };
  if (groups?.['scheme'] === 'az')
    return { scheme: 'az', container: groups['place']!, blob: groups['name']! };
  const scheme = SCHEME.exec(uri)?.groups?.['scheme'];
  if (scheme === 's3' || scheme === 'az')
    throw bad(uri, `it needs a name: ${scheme}://${scheme === 's3' ? 'bucket/key' : 'container/blob'}`);
  if (scheme !== undefined) throw bad(uri, `${scheme}: is not known; a path, file:, s3: and az: are`);
  throw bad(uri, 'it is a relative path; a record needs an absolute one');
}

/** The shortest `uri` that `parseAddress` reads as this address. */
export function formatAddress(address: Address): string {
  if (address.scheme === 's3') return `s3://${address.bucket}/${address.key}`;
  if (address.scheme === 'az') return `az://${address.container}/${address.blob}`;
  return address.bytes === undefined ? address.path : `file://${percentEncode(address.bytes)}`;
}

/** The address of a file whose path is known as bytes. */
export function addressOfBytes(bytes: Buffer): FileAddress {
  const path = bytes.toString();
  return isUtf8(bytes) ? { scheme: 'file', path } : { scheme: 'file', path, bytes };
}

function fileAddress(uri: string): FileAddress {
  const path = FILE.exec(uri)?.groups?.['path'];
  if (path === undefined)
    throw bad(uri, 'a file: URI is file:///PATH, with ? as %3F and # as %23 and no host but localhost');
  // A slash or a zero that comes out of an escape would be a part of a name, which no name can have.
  if (/%(?![0-9A-Fa-f]{2})|%2F|%00/i.test(path)) throw bad(uri, 'it has a % that encodes nothing, / or NUL');
  const bytes = path.replace(/%(..)|[^%]+/g, (text, hex: string | undefined) =>
    hex === undefined ? Buffer.from(text).toString('latin1') : String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return addressOfBytes(Buffer.from(bytes, 'latin1'));
}

function percentEncode(bytes: Buffer): string {
  return bytes
    .toString('latin1')
    .replace(
      /[^A-Za-z0-9/._~-]/g,
      (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
    );
}

function bad(uri: string, why: string): Failure {
  return new Failure('reject', 'bad_uri', `${uri} is no address: ${why}`);
}
