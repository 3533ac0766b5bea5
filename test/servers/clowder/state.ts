import { randomBytes } from 'node:crypto';
import type { Content } from './content.ts';
import { findTwins } from './twins.ts';
import type { Twins } from './twins.ts';

export interface User {
  readonly id: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly password: string;
  /** A server admin; acts as one only when the request asks for it (`superAdmin=true`, `enable_admin=true`). */
  admin: boolean;
}

export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly userId: string;
  readonly created: Date;
  /** Undefined: never. v1 keys never expire. */
  expires: Date | undefined;
}

export type SpaceRole = 'Admin' | 'Editor' | 'Viewer';

/** A space of v1, a group of v2. */
export interface Space {
  readonly id: string;
  name: string;
  description: string;
  readonly creatorId: string;
  readonly created: Date;
  /** User id → role. In a v2 group Admin and Editor are editors, Viewer is a plain member. */
  readonly roles: Map<string, SpaceRole>;
  /** v1 counters, which the server keeps for root uploads only. */
  fileCount: number;
  byteCount: number;
}

export interface Dataset {
  readonly id: string;
  name: string;
  description: string | null;
  readonly creatorId: string;
  readonly created: Date;
  modified: Date;
  /** v1 spaces. v2 shares through `authorizations`. */
  spaceIds: string[];
  /** v1: PUBLIC | PRIVATE | DEFAULT | TRIAL; v2 also AUTHENTICATED. */
  status: string;
  tags: string[];
  /** v2 */
  readonly licenseId: string;
  /** v1 with useTrash. */
  trashed: boolean;
}

export interface Folder {
  readonly id: string;
  readonly datasetId: string;
  /** Undefined: in the root of the dataset. */
  readonly parentId: string | undefined;
  name: string;
  /** v1: "name (1)" for a twin. */
  displayName: string;
  readonly creatorId: string;
  readonly created: Date;
}

export interface FileVersion {
  readonly number: number;
  readonly id: string;
  readonly creatorId: string;
  readonly created: Date;
  readonly content: Content;
}

export interface StoredFile {
  readonly id: string;
  /** Undefined: an orphan that v1 saved but never attached. */
  datasetId: string | undefined;
  folderId: string | undefined;
  name: string;
  size: number;
  sha256: string | undefined;
  contentType: string;
  /** CREATED: bytes not stored (in v2 a half file); UPLOADED: stored; PROCESSED: stored and handed on. */
  status: 'CREATED' | 'UPLOADED' | 'PROCESSED';
  readonly uploadedAt: Date;
  readonly creatorId: string;
  readonly storage: 'upload' | 'path' | 'url';
  /** Where a by-reference file lies. */
  readonly source: string | undefined;
  content: Content;
  /** v2; empty for a half file and for a file by path. */
  versions: FileVersion[];
  downloads: number;
}

export interface Metadata {
  readonly id: string;
  readonly target: { readonly kind: 'dataset' | 'file'; readonly id: string };
  content: unknown;
  readonly context: unknown;
  readonly contextUrl: string | null;
  /** v2 */
  readonly definition: string | null;
  /** v1: the JSON-LD agent. v2: always the user. */
  readonly agent: Readonly<Record<string, unknown>>;
  readonly creatorId: string;
  readonly created: Date;
}

/** v2: one role on one dataset, held by its creator, by users and by the members of groups. */
export interface Authorization {
  readonly id: string;
  readonly datasetId: string;
  readonly role: string;
  readonly creator: string;
  readonly created: Date;
  modified: Date;
  userIds: string[];
  groupIds: string[];
}

/** Everything the server holds now, by id, oldest first. */
export interface State {
  readonly users: Map<string, User>;
  /** By the key's text. */
  readonly keys: Map<string, ApiKey>;
  readonly spaces: Map<string, Space>;
  readonly datasets: Map<string, Dataset>;
  readonly folders: Map<string, Folder>;
  readonly files: Map<string, StoredFile>;
  readonly metadata: Map<string, Metadata>;
  readonly authorizations: Map<string, Authorization>;
  /** Things that share a place and a name; empty when nothing was done twice. */
  duplicates(): Twins[];
}

export function createState(): State {
  const state: State = {
    users: new Map(),
    keys: new Map(),
    spaces: new Map(),
    datasets: new Map(),
    folders: new Map(),
    files: new Map(),
    metadata: new Map(),
    authorizations: new Map(),
    duplicates: () => findTwins(state),
  };
  return state;
}

let minted = 0;

/** A Mongo ObjectId: seconds, random, counter; 24 lower-case hex digits. */
export function newId(): string {
  minted = (minted + 1) % 0xffffff;
  const seconds = Math.floor(Date.now() / 1000).toString(16);
  return seconds + randomBytes(5).toString('hex') + minted.toString(16).padStart(6, '0');
}

export function isId(value: string): boolean {
  return /^[0-9a-f]{24}$/i.test(value);
}

export function add<T extends { readonly id: string }>(table: Map<string, T>, row: T): T {
  table.set(row.id, row);
  return row;
}

/** The rows of a table, newest first. */
export function newestFirst<T>(table: ReadonlyMap<string, T>): T[] {
  return [...table.values()].toReversed();
}
