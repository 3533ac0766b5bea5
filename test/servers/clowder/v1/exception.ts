/** An exception of the Java kind: the reply is 500 with its text. */
export class JavaException extends Error {
  constructor(type: string, message: string) {
    super(`${type}: ${message}`);
  }
}

/** Json.parse of Play, which throws Jackson's exception. */
export function parseJson(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    throw new JavaException('com.fasterxml.jackson.core.JsonParseException', 'Unexpected character');
  }
}

/** `new URL(...)` of Java, which wants a protocol it knows. */
export function requireUrl(value: string): string {
  if (!/^(https?|ftp|file|jar|mailto):/i.test(value)) {
    throw new JavaException('java.net.MalformedURLException', `no protocol: ${value}`);
  }
  return value;
}
