/** Already in XML. */
export interface Xml {
  readonly xml: string;
}

type Content = string | number | boolean | Xml | readonly Xml[];

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

// AWS writes control characters as references too, which XML 1.0 forbids: hence encoding-type=url.
// oxlint-disable-next-line no-control-regex
const TO_ESCAPE = /[&<>"\u0000-\u0008\u000b\u000c\u000d\u000e-\u001f\ufffe\uffff]/g;

/** One element; text in it is escaped. */
export function element(name: string, content: Content): string {
  return `<${name}>${inner(content)}</${name}>`;
}

/** Several elements in the order of the keys; undefined is left out, a list gives one element for each. */
export function elements(
  content: Readonly<Record<string, string | number | boolean | Xml | readonly Xml[] | undefined>>,
): Xml {
  const written = Object.entries(content).map(([name, value]) => {
    if (value === undefined) return '';
    return Array.isArray(value)
      ? value.map((item: Xml) => element(name, item)).join('')
      : element(name, value);
  });
  return { xml: written.join('') };
}

/** A whole reply. */
export function document(name: string, content: Xml): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${name} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${content.xml}</${name}>`;
}

function inner(content: Content): string {
  if (typeof content !== 'object') {
    return String(content).replace(TO_ESCAPE, (c) => ESCAPES[c] ?? `&#x${c.charCodeAt(0).toString(16)};`);
  }
  return 'xml' in content ? content.xml : content.map(({ xml }) => xml).join('');
}

/** The insides of each element of this name; enough for what clients send, which never nests a name in itself. */
export function readElements(xml: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<${name}(?:\\s[^>]*)?>([\\s\\S]*?)</${name}>`, 'g'))].map(
    ([, text = '']) => text,
  );
}

/** The text of the first element of this name. */
export function readText(xml: string, name: string): string | undefined {
  return readElements(xml, name)[0]?.replace(/&(?:(lt|gt|amp|quot|apos)|#(\d+)|#x([\da-f]+));/gi, unescape);
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function unescape(_all: string, named?: string, decimal?: string, hex?: string): string {
  if (named !== undefined) return NAMED[named.toLowerCase()] ?? '';
  return String.fromCodePoint(decimal === undefined ? Number.parseInt(hex ?? '0', 16) : Number(decimal));
}
