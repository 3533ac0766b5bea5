export interface Splitter {
  push(chunk: Buffer): void;
  end(): void;
}

/**
 * Cuts a byte stream at every occurrence of a delimiter without holding more than one chunk.
 * @param delimiter starts with CR, as every multipart delimiter does (`\r\n--boundary`)
 */
export function createSplitter(
  delimiter: Buffer,
  on: { data(bytes: Buffer): void; delimiter(): void },
): Splitter {
  let carry: Buffer = Buffer.alloc(0);
  return {
    push(chunk) {
      let rest = carry.length > 0 ? Buffer.concat([carry, chunk]) : chunk;
      for (let at = rest.indexOf(delimiter); at >= 0; at = rest.indexOf(delimiter)) {
        if (at > 0) on.data(rest.subarray(0, at));
        on.delimiter();
        rest = rest.subarray(at + delimiter.length);
      }
      const unfinished = rest.indexOf(0x0d, Math.max(0, rest.length - delimiter.length + 1));
      const sure = unfinished < 0 ? rest.length : unfinished;
      if (sure > 0) on.data(rest.subarray(0, sure));
      carry = rest.subarray(sure);
    },
    end() {
      if (carry.length > 0) on.data(carry);
      carry = Buffer.alloc(0);
    },
  };
}

/** The boundary parameter of a Content-Type header, quoted or not. */
export function boundaryOf(contentType: string | undefined): string | undefined {
  const found = /;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType ?? '');
  return found?.[1] ?? found?.[2];
}
