export type { HttpAnswer } from './answer.ts';
export { bytesBody, jsonBody, type Body } from './body.ts';
export { openHttp, type Http, type HttpRequest, type HttpRules, type HttpStream } from './client.ts';
export { statusFailure } from './failures.ts';
export { multipart, type FilePart, type Part, type TextPart } from './multipart.ts';
export { BYTES_AHEAD } from './send-body.ts';
export { readRetryAfter } from './retry-after.ts';
export { showUrl } from './show-url.ts';
