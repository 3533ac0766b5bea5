/** True: every file. A text: the file of that name. */
export type FilePick = boolean | string;

export function picks(pick: FilePick, name: string): boolean {
  return typeof pick === 'string' ? pick === name : pick;
}

/** What Clowder 1.23.0 really does. Each can be turned to show the other side. */
export const realV1 = {
  /** The server's version number. */
  version: '1.23.0',

  // Who may do what
  /** Server setting: may everybody read everything? */
  permissions: 'public' as 'public' | 'private',
  /** An unknown key counts as no key; false: 401. */
  badKeyIsAnonymous: true,
  /** The key is also taken from `?key=`. */
  keyInQuery: true,
  /** Permission is checked before existence, so an unknown id looks forbidden; false: 404. */
  unknownIdIs401: true,
  allowAnonymousDownload: false,
  /** The state of every account. */
  account: 'active' as 'active' | 'inactive' | 'readOnly' | 'termsNotAccepted' | 'disabled',

  // Requests and replies in general
  /** The whole body is received before anything is checked; false: the reply can come while it is sent. */
  readsBodyFirst: true,
  /** Largest JSON body and text part, bytes. */
  maxTextBytes: 20 * 1024 * 1024,
  /** A 500 repeats method, path and query, and so the key of `?key=`. */
  echoesRequestIn500: true,
  /** Replies are compressed when the client can read that. */
  gzip: true,
  /** Dates as java.util.Date prints them; false: ISO 8601. */
  javaDates: true,

  // Lists
  /** Items without a `limit`. */
  defaultLimit: 12,
  limitZeroIsAll: true,
  /** `title` is a case-insensitive unanchored expression; false: the exact title. */
  titleIsRegex: true,

  // Creating spaces and datasets
  /** Answers 200 `{"status":"error"}` and creates nothing. */
  insertFails: 'never' as 'never' | 'spaces' | 'datasets' | 'always',
  /** Space names are stored with HTML entities, as the web form does. */
  escapesSpaceNames: false,
  /** A `space` that is not an array is not looked at; false: 400. */
  ignoresSpaceText: true,
  /** Unknown space ids are left out; false: 400. */
  dropsUnknownSpaces: true,
  /** Deleted datasets go to the trash. */
  useTrash: false,

  // Storing files
  /** Time from the reply to UPLOADED, milliseconds. */
  storeDelayMs: 0,
  /** Time from UPLOADED to PROCESSED, milliseconds. */
  processDelayMs: 0,
  /** The bytes cannot be stored, so the record vanishes after the delay. */
  storeFails: false as FilePick,
  /** The file stays CREATED. */
  stuckCreated: false as FilePick,
  /** The file stays UPLOADED. */
  processedNever: false as FilePick,
  /** `x__name.ptm` is stored as `name.ptm`. */
  renamesPtm: true,

  // Uploads
  /** One file is answered by `{"id"}`, several by `{"ids"}`; false: always `{"ids"}`. */
  singleFileIsId: true,
  /** File parts count under any field name; false: only `file` and `File`. */
  anyFieldName: true,
  /** No files: 400 `No files uploaded`; false: 200 with empty `ids`. */
  noFilesIs400: true,
  /** An unknown or malformed `folder_id` means the root; false: 404. */
  ignoresUnknownFolder: true,
  /** A text part named like a file is its metadata; false: ignored. */
  inlineMetadata: true,
  /** Broken inline metadata is found after the file was saved: 500 and an orphan; false: 400 and nothing. */
  brokenMetadataOrphans: true,
  /** Server setting filesystem.sourcepaths. */
  sourcePaths: ['/home/globus'] as string[],
  /** A path that does not exist becomes a file of size 0; false: 400. */
  acceptsMissingPath: true,
  /** Only root uploads are counted for the space. */
  countsRootOnly: true,

  // Play 2.2.6 multipart parser
  /** Parameters without quotes and `filename*` are not understood. */
  quotedParametersOnly: true,
  colonsVanish: true,
  /** Everything up to the last backslash of a file name is cut. */
  backslashCuts: true,
  /** Part headers must end within so many bytes. */
  headerLimitBytes: 4096,
  /** Bytes before the first boundary spoil the first part. */
  noPreamble: true,
  /** Without the closing boundary the last part is lost silently; false: 400. */
  losesOpenPart: true,
  /** Names of text parts are cut at `;`. */
  semicolonCutsTextName: true,
  /** A part with `filename=""` is no file. */
  emptyFilenameIsMissing: true,

  // Listings
  /** `size` is a text. */
  sizesAreText: true,
  /** A second folder of one name is shown as "name (1)"; false: 400. */
  numbersTwinFolders: true,

  // Metadata
  /** A missing `agent.@type` is an exception; false: 400. */
  missingAgentTypeIs500: true,
  /** Keys with "." or a leading "$" are an exception. */
  rejectsDottedKeys: true,
  /** Datasets drop a context that is an array. */
  datasetDropsArrayContext: true,
  newestMetadataFirst: true,
};

export type V1Quirks = typeof realV1;

/** The values of the quirks that take one of a few words. */
export const v1Choices: Readonly<Record<string, readonly string[]>> = {
  permissions: ['public', 'private'],
  account: ['active', 'inactive', 'readOnly', 'termsNotAccepted', 'disabled'],
  insertFails: ['never', 'spaces', 'datasets', 'always'],
};

/** The quirks that take a file name besides true and false. */
export const v1Texts: readonly string[] = ['storeFails', 'stuckCreated', 'processedNever'];
