import type { ZodError, ZodType } from 'zod';
import { Failure } from './failure.ts';
import { identify, type Identity, type Item, type Parsed } from './record.ts';

/** Why a line did not become an item, with as much of it as could be read. */
export interface Refused {
  readonly failure: Failure;
  /** The item's identity and text, when the line has a key: it can then be kept as a failed record. */
  readonly item: Item | undefined;
  readonly text: string;
  /** The unreadable line in the ledger that this one makes up for: its id. */
  readonly heldId: string | undefined;
}

export type Taken =
  | { readonly item: Item; readonly refused?: undefined }
  | { readonly item?: undefined; readonly refused: Refused };

/**
 * Makes an item of a parsed line: the fields of the contract first, then the tool's own schema. The schema
 * sees the record as it came; unknown members are no concern of it and stay in the text.
 */
export function takeRecord(line: Parsed, number: number, schema: ZodType | undefined): Taken {
  try {
    return checked(line, identify(line.parsed), number, schema);
  } catch (failure) {
    if (!(failure instanceof Failure)) throw failure;
    return { refused: { failure, item: undefined, text: line.text, heldId: line.heldId } };
  }
}

const NO_IDENTITY: Identity = { key: '', rev: '', uri: undefined, dryRun: false };

/** Makes an item of a row: it has no identity, and reserves no names. */
export function takeRow(line: Parsed, number: number, schema: ZodType | undefined): Taken {
  return checked(line, NO_IDENTITY, number, schema);
}

function checked(
  { text, parsed, heldId }: Parsed,
  identity: Identity,
  line: number,
  schema: ZodType | undefined,
): Taken {
  const { key, rev, uri, dryRun } = identity;
  const result = schema?.safeParse(parsed);
  const record = result?.success === true ? result.data : parsed;
  const item = { text, parsed, record, key, rev, uri, dryRun, line, heldId };
  if (result?.success !== false) return { item };
  const failure = schemaFailure(result.error);
  return { refused: { failure, item: key === '' ? undefined : item, text, heldId } };
}

function schemaFailure(error: ZodError): Failure {
  const problems = error.issues.slice(0, 3).map(({ path, message }) => {
    const where = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
    return `${where.replace(/^\./, '') || 'the record'}: ${message}`;
  });
  const more = error.issues.length > 3 ? ` and ${error.issues.length - 3} more` : '';
  return new Failure('reject', 'bad_record', problems.join('; ') + more, { hint: 'see --schema' });
}
