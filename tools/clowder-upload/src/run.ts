import type { Log, Slots } from '@leat/pipe';
import type { Clowder } from './server/api.ts';
import type { UploadSettings } from './options.ts';
import type { Access } from '@leat/storage';

/** What all work of one run shares. */
export interface Run {
  readonly clowder: Clowder;
  readonly values: UploadSettings['values'];
  /** To the stores that files may come from. */
  readonly access: Access;
  /** Space or group that the configuration names. */
  readonly containerId: string | undefined;
  readonly log: Log;
  readonly signal: AbortSignal;
  /** Files that are being sent, over all datasets. */
  readonly uploads: Slots;
  /** How long the server may take, in seconds, once it has a file of that many bytes. */
  patience(bytes: number): number;
  moved(bytes: number): void;
  /** How long this server takes to store a file, as far as it has been seen. */
  readonly storing: { seconds: number };
}
