import { isUtf8 } from 'node:buffer';
import type { SkipReason } from './events.ts';

// Names are read as latin1: one character per byte, so nothing is lost and plain comparison is by bytes.
const beyondAscii = /[\x80-\xff]/;
const dot = 0x2e;

/** The text of a name that was read as latin1, or undefined when its bytes are not UTF-8. */
export function nameText(raw: string): string | undefined {
  if (!beyondAscii.test(raw)) return raw;
  const bytes = Buffer.from(raw, 'latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : undefined;
}

/** For messages only: what is not UTF-8 becomes U+FFFD. */
export function nameForDisplay(raw: string): string {
  return Buffer.from(raw, 'latin1').toString('utf8');
}

/** The bytes of a name in hexadecimal. */
export function nameHex(raw: string): string {
  return Buffer.from(raw, 'latin1').toString('hex');
}

/** Why an entry is left out by its name alone, if it is. */
export function skippedByName(raw: string, hidden: boolean): SkipReason | undefined {
  if (raw.charCodeAt(0) !== dot) return undefined;
  if (raw.startsWith('.nfs')) return 'inUse';
  if (raw === '.snapshot') return 'snapshot';
  return hidden ? undefined : 'hidden';
}

/** Sorts names bytewise, in place. The C library's order is the same, so mostly there is nothing to do. */
export function sortNames(names: string[]): string[] {
  for (let index = 1; index < names.length; index++) {
    if (names[index - 1]! > names[index]!) return names.sort();
  }
  return names;
}
