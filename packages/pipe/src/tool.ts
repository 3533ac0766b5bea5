import type { Options, ResourceName, Settings } from '@leat/config';
import type { ZodType } from 'zod';
import type { Failure } from './failure.ts';
import type { Log } from './log.ts';
import type { Members } from './members.ts';
import type { JsonObject } from './json-line.ts';
import type { Item } from './record.ts';

/**
 * The three forms of a tool. A tool is one of these values and nothing else: lines, ledgers, retries, signals,
 * progress and exit codes are the run's business.
 */
export type Tool = AnySource | AnyStep | AnyReducer;
export type AnySource = Source<Options, ResourceName>;
export type AnyStep = Step<Options, ResourceName, unknown>;
export type AnyReducer = Reducer<Options, ResourceName, unknown>;
/** The settings of a tool of which only the kind is known. */
export type AnySettings = Settings<Options, ResourceName>;

interface Common<O extends Options, R extends ResourceName, Rec = unknown> {
  /** The binary's name without `leat-`. */
  readonly name: string;
  /** One sentence: what it does. */
  readonly summary: string;
  /** What the help says below the options: one text per paragraph. */
  readonly notes?: readonly string[];
  readonly examples: readonly Example[];
  readonly options: O;
  /** The sections of the configuration that it uses beside its own. */
  readonly resources: readonly R[];
  /** What it reads (none for a source) and what it adds, as zod schemas; loaded when they are needed. */
  schemas(): Promise<Schemas<Rec>>;
  /** Tries credentials and destination without changing anything, for `--check`: a line for each thing tried. */
  check?(settings: Settings<O, R>, context: OpenContext): AsyncIterable<Check>;
  /** Questions and chores beside its own work, each chosen by the first word: `leat-blob-append show URI`. */
  readonly commands?: readonly AnyCommand[];
}

/** It reads no input, keeps no ledger, and prints what it finds. */
export interface Command<O extends Options, R extends ResourceName> {
  /** The word that chooses it. */
  readonly name: string;
  readonly summary: string;
  readonly examples: readonly Example[];
  readonly options: O;
  /** The resources are the tool's. */
  run(settings: Settings<O, R>, to: CommandContext): Promise<void>;
}

export type AnyCommand = Command<Options, ResourceName>;

export interface CommandContext extends OpenContext {
  print(record: JsonObject): Promise<void> | undefined;
}

/** A command is typed by its own options; where it is run only their table counts. */
export function command<const O extends Options, R extends ResourceName>(it: Command<O, R>): AnyCommand {
  return it as unknown as AnyCommand;
}

export interface Example {
  readonly command: string;
  readonly what: string;
}

interface Schemas<Rec = unknown> {
  readonly reads?: ZodType<Rec>;
  readonly adds: ZodType;
}

export interface Check {
  readonly name: string;
  readonly isOk: boolean;
  readonly detail: string;
  readonly hint?: string;
}

/** What the run lends to a tool. */
export interface OpenContext {
  readonly log: Log;
  readonly isDryRun: boolean;
  /** How many records are handled at once. */
  readonly concurrency: number;
  /** Aborted when the run must end now: give up what is under way. */
  readonly signal: AbortSignal;
  /** Counts bytes moved, for the progress line. */
  moved(bytes: number): void;
}

// --- sources

export interface Source<O extends Options, R extends ResourceName> extends Common<O, R> {
  readonly kind: 'source';
  /** What it emits, for the progress line: `files`, `rows`. */
  readonly noun: string;
  /** Rows are carried as they are: no key, nothing reserved, no `--skip-done`. */
  readonly carries?: 'records' | 'rows';
  emit(settings: Settings<O, R>, to: Emitter): Promise<void>;
}

export interface Emitter extends OpenContext {
  /** Aborted when nothing more should be listed. */
  readonly stopped: AbortSignal;
  /** Emits one record; wait for the promise, when there is one, before the next. */
  record(record: JsonObject): Promise<void> | undefined;
  /** Emits one record that is JSON text already. */
  text(key: string, rev: string, text: string): Promise<void> | undefined;
  /** Found, but not to be emitted yet; counted by reason in the summary. */
  heldBack(name: string, why: string): void;
  /** Found, but in trouble: reported, and the run ends with exit code 3. */
  problem(name: string, failure: Failure): void;
  /** Hands over what is waiting: before a pause in listing. */
  flush(): Promise<void> | undefined;
}

// --- steps

export interface Step<O extends Options, R extends ResourceName, Rec> extends Common<O, R, Rec> {
  readonly kind: 'step';
  /** The member that it writes into a record. */
  readonly adds: string;
  /** Names the destination: each has a ledger of its own. */
  destination(settings: Settings<O, R>): string;
  /** The options that change the result: with others, what was done is not done. */
  resultOptions?(settings: Settings<O, R>): unknown;
  /** How many records are handled at once unless the user says otherwise; default 4. */
  readonly concurrency?: number;
  /** New records are looked up as well, so that a lost ledger repeats nothing. */
  readonly looksUpNew?: boolean;
  /** Fills in `key` and `rev` for input shapes that have none; what it returns is written into the record. */
  complete?(record: JsonObject): Promise<Members> | undefined;
  /** Called once, before the first record that is not done. */
  open(settings: Settings<O, R>, context: OpenContext): Promise<OpenStep<Rec>> | OpenStep<Rec>;
}

export interface OpenStep<Rec> {
  /**
   * Does it, and returns the members to write into the record: its own, and `uri` and `version` where it made
   * a new file. It returns only when the effect is certain at the destination.
   */
  commit(item: Item<Rec>): Promise<Members> | Members;
  /** Asks the destination what became of a record of which it is not known whether it was done. */
  lookup(item: Item<Rec>): Promise<Lookup> | Lookup;
  /** What `commit` would do, for `--dry-run`; nothing is changed. */
  plan?(item: Item<Rec>): Promise<Members> | Members;
  close?(): Promise<void> | void;
}

export type Lookup =
  | { readonly is: 'found'; readonly members: Members }
  | { readonly is: 'absent' }
  | { readonly is: 'unknown'; readonly why: string };

// --- reducers

export interface Reducer<O extends Options, R extends ResourceName, Rec> extends Common<O, R, Rec> {
  readonly kind: 'reducer';
  readonly adds: string;
  readonly carries?: 'records' | 'rows' | ((settings: Settings<O, R>) => 'records' | 'rows');
  destination(settings: Settings<O, R>): string;
  resultOptions?(settings: Settings<O, R>): unknown;
  /** Members that the settings give; then nothing is read from stdin. */
  given?(settings: Settings<O, R>): readonly JsonObject[] | undefined;
  /**
   * Whether all of the input is one batch, whatever its count: it is committed only when every line of it could be
   * read, and a batch of nothing is not committed.
   */
  takesWhole?(settings: Settings<O, R>): boolean;
  open(settings: Settings<O, R>, context: OpenContext): Promise<OpenReducer<Rec>> | OpenReducer<Rec>;
}

export interface Batch<Rec> {
  /** The same for the same members, whenever and however often they are tried together. */
  readonly id: string;
  readonly items: readonly Item<Rec>[];
}

export interface OpenReducer<Rec> {
  /**
   * Commits all members together and returns one record per committed target. Members that are bad by
   * themselves are named; everything else that goes wrong is thrown and concerns the whole batch.
   */
  reduce(batch: Batch<Rec>): Promise<Reduced<Rec>>;
  /** What became of a batch that was begun and not ended: called before anything is read. */
  lookup?(id: string): Promise<'found' | 'absent'>;
  /** What `reduce` would do, for `--dry-run`. */
  plan?(batch: Batch<Rec>): Promise<readonly JsonObject[]>;
  close?(): Promise<void> | void;
}

export interface Reduced<Rec> {
  readonly targets: readonly JsonObject[];
  readonly rejected?: ReadonlyMap<Item<Rec>, Failure>;
}
