/**
 * A name that the server keeps as it is: unsafe characters are percent-encoded, and so is the percent sign when
 * there are any, which makes it possible to read the name back. A name without unsafe characters stays as it is.
 *
 * @param unsafe with the flag g
 */
export function safeName(name: string, unsafe: RegExp): string {
  if (name.search(unsafe) === -1) return name;
  return name.replaceAll(new RegExp(`%|${unsafe.source}`, unsafe.flags), percentEncode);
}

function percentEncode(text: string): string {
  return [...Buffer.from(text)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');
}
