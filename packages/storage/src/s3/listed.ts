import type { ListObjectsV2Command } from '@aws-sdk/client-s3';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { versionOf } from './etag.ts';

/** An object of a listing. */
export interface Listed {
  /** As it was written, mostly in URL encoding. */
  readonly name: string;
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
  readonly version: string;
}

/**
 * Takes the objects out of the answer before the SDK reads it: its parser takes four times as long for a listing as
 * everything else does. What is not written as stores write it is left to the SDK.
 *
 * @returns gives the objects of the answer, or undefined when the SDK has them
 */
export function takeListed(command: ListObjectsV2Command): () => Listed[] | undefined {
  let listed: Listed[] | undefined;
  command.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const response = result.response as { statusCode: number; body: Readable | Buffer };
      if (response.statusCode !== 200) return result;
      const xml = (await buffer(response.body as Readable)).toString();
      const taken = listedIn(xml);
      listed = taken?.listed;
      response.body = Buffer.from(taken?.rest ?? xml);
      return result;
    },
    // Before the SDK's own.
    { step: 'deserialize', name: 'leatListed', priority: 'low' },
  );
  return () => listed;
}

const OPEN = '<Contents>';
const CLOSE = '</Contents>';

/** S3 API Reference, `ListBucketResult`. Undefined when it has anything that would need a whole parser of XML. */
export function listedIn(xml: string): { readonly listed: Listed[]; readonly rest: string } | undefined {
  const start = xml.indexOf(OPEN);
  const end = xml.lastIndexOf(CLOSE);
  if (start === -1 || end === -1 || xml.includes('<!')) return undefined;
  const listed: Listed[] = [];
  for (let at = start; at < end;) {
    const from = xml.indexOf(OPEN, at);
    const to = xml.indexOf(CLOSE, at);
    const object = xml.slice(at, from).trim() === '' ? listedOf(xml.slice(from, to)) : undefined;
    if (object === undefined) return undefined;
    listed.push(object);
    at = to + CLOSE.length;
  }
  return { listed, rest: xml.slice(0, start) + xml.slice(end + CLOSE.length) };
}

function listedOf(xml: string): Listed | undefined {
  const name = textOf(xml, '<Key>');
  const size = Number(textOf(xml, '<Size>') || Number.NaN);
  const modified = Date.parse(textOf(xml, '<LastModified>') ?? '');
  const etag = textOf(xml, '<ETag>')?.replaceAll(/&(?:quot|#34);/g, '"');
  const isPlain = name !== undefined && etag !== undefined && !/[&\r]/.test(name) && !etag.includes('&');
  if (!isPlain || Number.isNaN(size) || Number.isNaN(modified)) return undefined;
  return { name, size, modified, version: versionOf(etag) };
}

function textOf(xml: string, tag: string): string | undefined {
  const from = xml.indexOf(tag) + tag.length;
  return from < tag.length ? undefined : xml.slice(from, xml.indexOf('<', from));
}
