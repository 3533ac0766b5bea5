import { Failure } from '@leat/pipe';
import type { IncomingHttpHeaders } from 'node:http';
import type { RequestName } from './failures.ts';

/** An answer that has been read to its end. */
export interface HttpAnswer {
  /** What was asked, for messages. */
  readonly request: RequestName;
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  text(): string;
  /**
   * @throws Failure fatal `not_json` when it is a web page (a proxy, a login form, a wrong address), retry
   * `bad_json` when it is anything else
   */
  json(): unknown;
  /** One short line of what the body says, for messages; '' when it says nothing to people. */
  excerpt(): string;
}

export function answerOf(
  request: RequestName,
  status: number,
  headers: IncomingHttpHeaders,
  body: Buffer,
): HttpAnswer {
  const text = (): string => body.toString();
  return {
    request,
    status,
    headers,
    body,
    text,
    json: () => parse(request, text()),
    excerpt: () => excerptOf(text()),
  };
}

function parse(request: RequestName, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (isPage(text)) {
      const title = titleOf(text);
      const page = title === '' ? 'a web page' : `a web page ("${title}")`;
      throw new Failure('fatal', 'not_json', `${request}: the answer is ${page}, not JSON`, {
        hint: 'a proxy or a login stands in between, or the address is not that of the API',
      });
    }
    const shown = text === '' ? 'empty' : `not JSON: ${short(text)}`;
    throw new Failure('retry', 'bad_json', `${request}: the answer is ${shown}`, { cause });
  }
}

function isPage(text: string): boolean {
  return /^\s*(?:<!--[^]*?-->\s*)?<(?:!doctype|html|head|body|title|h\d)\b/i.test(text);
}

function titleOf(page: string): string {
  return short(/<title[^>]*>([^<]*)</i.exec(page)?.[1] ?? '');
}

function excerptOf(text: string): string {
  if (isPage(text)) return titleOf(text);
  try {
    return short(textIn(JSON.parse(text)));
  } catch {
    return short(text);
  }
}

/** The members in which servers put what they want to say to people. */
const SAYING = ['message', 'detail', 'error', 'exception', 'msg', 'title'];

function textIn(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const said = SAYING.map((name) => (value as Record<string, unknown>)[name]).find((it) => it !== undefined);
  return said === undefined ? JSON.stringify(value) : textIn(said);
}

/** The first line, without what a terminal would act on. */
function short(text: string): string {
  const line = text.trim().split('\n', 1)[0]!;
  const plain = line.replaceAll(/\p{Cc}+/gu, ' ').trim();
  return plain.length > 200 ? `${plain.slice(0, 200)} ...` : plain;
}
