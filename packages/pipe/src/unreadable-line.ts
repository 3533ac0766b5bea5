import { createHash } from 'node:crypto';
import { Failure } from './failure.ts';

/** What cannot be an item, with what is kept of it for the dead letter. */
export class UnreadableLine extends Failure {
  readonly bytes: Buffer;
  /** SHA-256 of the line in hexadecimal: what the ledger knows it by. */
  readonly id: string;
  /** The unreadable line in the ledger that this one makes up for: its id. */
  readonly heldId: string | undefined;

  constructor(
    code: string,
    message: string,
    bytes: Buffer,
    hint?: string,
    id = idOf(bytes),
    heldId?: string,
  ) {
    super('reject', code, message, { hint });
    this.bytes = bytes;
    this.id = id;
    this.heldId = heldId;
  }
}

export function idOf(line: Buffer): string {
  return createHash('sha256').update(line).digest('hex');
}
