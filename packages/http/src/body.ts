/** What a request carries. Its length is always known, so no server meets a chunked upload. */
export interface Body {
  /** Content-Type. */
  readonly type: string;
  /** Bytes; a stream that gives more or fewer fails the request. */
  readonly length: number;
  /**
   * Called once per try. The memory of a piece of 16 KiB or more may be used again once `BYTES_AHEAD` bytes after it
   * have been taken.
   */
  chunks(): Iterable<Buffer> | AsyncIterable<Buffer>;
}

export function bytesBody(type: string, bytes: Buffer): Body {
  return { type, length: bytes.length, chunks: () => [bytes] };
}

export function jsonBody(value: unknown): Body {
  return bytesBody('application/json', Buffer.from(JSON.stringify(value)));
}
