import { openHttp, type Http } from '@leat/http';
import type { OpenContext } from '@leat/pipe';
import type { Clowder } from './api.ts';
import { baseUrl } from './base-url.ts';
import { detect, type Detected } from './detect.ts';
import type { UploadSettings } from '../options.ts';
import { openV1 } from '../v1/open.ts';
import { openV2 } from '../v2/open.ts';

/** What a server gets through when it stores and reads back a file, at least. Bytes per second. */
const SLOWEST_STORE = 20_000_000;
/** Clowder 2 takes a second for every file, busy ones more. */
const SECONDS_PER_FILE = 2;

export interface Connected {
  readonly clowder: Clowder;
  readonly detected: Detected;
  readonly http: Http;
}

/** Seconds that the server may take once it has a file of that many bytes. */
export function patienceOf({ resources }: UploadSettings): (bytes: number) => number {
  const { answerTimeout } = resources.clowder;
  return (bytes) => answerTimeout + bytes / SLOWEST_STORE + SECONDS_PER_FILE;
}

/** Finds out what the server is and how to talk to it. The key goes in a header: addresses end up in logs. */
export async function connect(settings: UploadSettings, context: OpenContext): Promise<Connected> {
  const { url, token, api, tlsVerify, ...limits } = settings.resources.clowder;
  const { signal, log } = context;
  const http = openHttp({
    connectSeconds: limits.connectTimeout,
    idleSeconds: limits.idleTimeout,
    answerSeconds: limits.answerTimeout,
    tlsVerify,
    headers: { 'X-API-Key': token, Accept: 'application/json, */*' },
    signal,
  });
  const base = baseUrl(url);
  try {
    const detected = await detect(http, base, api);
    const connection = { http, url: base, settings, signal, log, patience: patienceOf(settings) };
    return { clowder: (detected.api === 'v1' ? openV1 : openV2)(connection), detected, http };
  } catch (thrown) {
    http.close();
    throw thrown;
  }
}
