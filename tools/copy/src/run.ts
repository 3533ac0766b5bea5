import type { Log, Slots } from '@leat/pipe';
import type { Access } from '@leat/storage';
import type { CopySettings } from './options.ts';

/** What all work of one run shares. */
export interface Run {
  readonly values: CopySettings['values'];
  readonly access: Access;
  readonly log: Log;
  readonly signal: AbortSignal;
  /** Transfers under way, over all records. */
  readonly slots: Slots;
  /** Those of large files, of which each holds several parts in memory. */
  readonly largeSlots: Slots;
  /** Whether the file that was looked for last was at the target already; at first it is not known, and looked. */
  readonly wasThere: { last: boolean };
  /** Whether the target keeps conditions; asked once, before the first write. */
  keepsConditions(): Promise<boolean>;
  /**
   * Whether it is the target as a whole that is denied, or missing, and not one name in it.
   *
   * @throws Failure fatal `target_unusable`
   */
  refuseUnusable(): Promise<void>;
  moved(bytes: number): void;
}
