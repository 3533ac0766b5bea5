/**
 * Puts a listing that comes in the order of UTF-16 code units, as Azurite's does, into the order of UTF-8 bytes. The
 * two differ only where one name has a character above U+FFFF and another one from U+E000 on: the few names that
 * can be out of place are held back until the listing is past them. What is in the order of bytes already stays so.
 */
export async function* bytewise<T>(
  items: AsyncIterable<T>,
  nameOf: (item: T) => string,
): AsyncGenerator<T, void> {
  let held: T[] = [];
  let before = '';
  for await (const item of items) {
    const name = nameOf(item);
    if (held.length > 0 && !isHigh(name, before)) {
      yield* sorted(held, nameOf);
      held = [];
    }
    if (held.length === 0) {
      const at = name.search(/[\uD800-\uDFFF]/);
      if (at === -1) {
        yield item;
        continue;
      }
      before = name.slice(0, at);
    }
    held.push(item);
  }
  yield* sorted(held, nameOf);
}

/** Whether the character after a common beginning is one of those that the two orders place differently. */
function isHigh(name: string, before: string): boolean {
  return name.startsWith(before) && name.charCodeAt(before.length) >= 0xd800;
}

function sorted<T>(items: readonly T[], nameOf: (item: T) => string): T[] {
  const keyed = items.map((item) => ({ item, bytes: Buffer.from(nameOf(item)) }));
  return keyed.toSorted((a, b) => Buffer.compare(a.bytes, b.bytes)).map(({ item }) => item);
}
