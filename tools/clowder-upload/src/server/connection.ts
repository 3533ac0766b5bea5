import type { Http } from '@leat/http';
import type { Log } from '@leat/pipe';
import type { UploadSettings } from '../options.ts';

/** What it takes to talk to one server. */
export interface Connection {
  readonly http: Http;
  /** Base address without a slash at the end. */
  readonly url: string;
  readonly settings: UploadSettings;
  readonly signal: AbortSignal;
  readonly log: Log;
  /** How long the server may take, in seconds, once it has a file of that many bytes. */
  patience(bytes: number): number;
}
