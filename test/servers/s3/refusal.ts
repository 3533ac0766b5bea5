import { errors } from './errors.data.ts';
import { element } from './xml.ts';

export type ErrorCode = keyof typeof errors;

/** Ends the handling of a request from any depth. */
export class S3Refusal extends Error {
  readonly status: number;
  readonly code: string;
  /** Further elements of the reply: what AWS names besides code and message. */
  readonly detail: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, detail: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.detail = detail;
  }
}

/** Refuses as AWS does; a message of its own where AWS has several for one code. */
export function refuse(
  code: ErrorCode,
  message?: string,
  detail: Readonly<Record<string, string>> = {},
): never {
  const [status, standard] = errors[code];
  throw new S3Refusal(status, code, message ?? standard, detail);
}

/** The body of an error reply. */
export function errorXml({ code, message, detail }: S3Refusal, resource: string, requestId: string): string {
  const rest = { Code: code, Message: message, ...detail, Resource: resource, RequestId: requestId };
  const elements = Object.entries(rest).map(([name, value]) => element(name, value));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${elements.join('')}</Error>`;
}
