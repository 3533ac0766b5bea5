/** What the tool asks of a Clowder server, whichever version it has. */
export interface Clowder {
  readonly api: 'v1' | 'v2';
  /** Base address without a slash at the end. */
  readonly url: string;
  /** Parts of a name that this server would change or trip over. */
  readonly unsafe: { readonly file: RegExp; readonly folder: RegExp };
  /** What a category can become here. */
  readonly container: 'space' | 'group';

  /** @throws Failure fatal `bad_token` */
  whoAmI(): Promise<Person>;
  /** All spaces or groups that this person may put datasets into. */
  listContainers(): Promise<readonly Container[]>;
  /** @throws Failure reject `not_found`, `no_permission` */
  getContainer(id: string): Promise<Container>;
  createContainer(name: string): Promise<string>;

  /** Datasets of exactly this title that this person may change. */
  findDatasets(title: string): Promise<readonly RemoteDataset[]>;
  createDataset(wish: DatasetWish): Promise<string>;
  getDataset(id: string): Promise<RemoteDataset>;
  /** Puts a dataset into a space, or shares it with a group; harmless when it is there already. */
  place(datasetId: string, containerId: string): Promise<void>;
  datasetUrl(id: string): string;

  listFolders(datasetId: string): Promise<readonly RemoteFolder[]>;
  createFolder(datasetId: string, parentId: string | undefined, name: string): Promise<string>;
  /** All files in all folders. */
  listFiles(datasetId: string): Promise<readonly RemoteFile[]>;

  /** Sends files into one folder, each with its note where the server takes both at once. */
  sendFiles(place: FilePlace, files: readonly OutgoingFile[]): Promise<readonly RemoteFile[]>;
  /** So many may go in one request: with small files it is the requests that take the time. */
  readonly filesPerRequest: number;
  /** Names a file on a file system that the server sees too. */
  sendPath(place: FilePlace, path: string, note: Note): Promise<RemoteFile>;
  /** What became of a file that was sent. */
  getFile(id: string): Promise<StoredFile | undefined>;
  deleteFile(datasetId: string, id: string): Promise<void>;
  readFile(id: string): Promise<AsyncIterable<Buffer>>;

  /** The metadata of a thing, the newest first. */
  readNotes(kind: ThingKind, id: string): Promise<readonly Note[]>;
  addNote(kind: ThingKind, id: string, note: Note): Promise<void>;
  /** A note about a file travels with it: both are there, or none. */
  readonly sendsNotes: boolean;
}

export type ThingKind = 'dataset' | 'file';

/** The content of one metadata entry. */
export type Note = Readonly<Record<string, unknown>>;

interface Person {
  readonly id: string;
  readonly name: string;
}

export interface Container {
  readonly id: string;
  /** Several when it is not certain how the server means it. */
  readonly names: readonly string[];
}

interface DatasetWish {
  readonly title: string;
  readonly description: string;
  /** Space of Clowder 1. */
  readonly containerId: string | undefined;
}

export interface RemoteDataset {
  readonly id: string;
  readonly title: string;
  /** Spaces of Clowder 1; Clowder 2 does not tell groups. */
  readonly containerIds: readonly string[];
}

export interface RemoteFolder {
  readonly id: string;
  /** From the root of the dataset, `a/b`. */
  readonly path: string;
}

export interface RemoteFile {
  readonly id: string;
  readonly name: string;
  readonly folderId: string | undefined;
  /** Undefined: the server does not know it. */
  readonly size: number | undefined;
  /**
   * `sure`: its bytes are stored. `unsure`: ask `getFile`. `half`: the server has a record without bytes.
   * `path`: it lies on the server's own file system.
   */
  readonly state: 'sure' | 'unsure' | 'half' | 'path';
}

export interface StoredFile {
  readonly name: string;
  /** Folder path, `a/b`; undefined where the server does not tell it here. */
  readonly folder: string | undefined;
  readonly size: number | undefined;
  readonly isStored: boolean;
}

export interface FilePlace {
  readonly datasetId: string;
  readonly folderId: string | undefined;
}

export interface OutgoingFile {
  readonly name: string;
  readonly type: string | undefined;
  readonly size: number;
  chunks(): AsyncIterable<Buffer>;
  /** What is known of it once its last byte has been read; as long before as after. */
  note(): Note;
}
