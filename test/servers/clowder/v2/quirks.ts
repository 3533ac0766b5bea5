/** What Clowder 2.0.0-beta.4 really does. Each can be turned to show the other side. */
export const realV2 = {
  /** The server's version text. */
  version: '2.0.0-beta.4',

  // Who may do what
  /** With `Authorization: Bearer` the API key is not looked at, even when the token is bad. */
  bearerFirst: true,
  /** Life of a key made without `mins`, minutes. */
  keyMinutes: 30,

  // Requests and replies in general
  /** The whole body is received before anything is checked; false: the reply can come while it is sent. */
  readsBodyFirst: true,
  /** A slash too many or too few is answered by 307; false: 404. */
  redirectsSlash: true,
  /** An id that is no ObjectId is an unhandled error; false: 404. */
  malformedIdIs500: true,
  /** Largest number of file parts, and of text parts, in one request. */
  maxParts: 1000,

  // Lists
  /** Lists are `{metadata, data}` (beta.2 and later); false: bare arrays (beta.1). */
  paged: true,
  /** Items without a `limit`. */
  defaultLimit: 10,
  /** A limit of 0 is an error of the database; false: an empty page. */
  limitZeroIs500: true,

  // Datasets
  /** POST needs the query parameter `license_id` (beta.3 and later). */
  licenseRequired: true,
  /** PUT answers as if it had worked. */
  putDatasetDoesNothing: true,
  /** Deleting a dataset with a licence of another form breaks off with 500. */
  customLicenseBreaksDelete: true,

  // Files
  /** Every stored file keeps the request waiting so long; 1000 on a real server. Milliseconds. */
  perFileDelayMs: 0,
  /** A new version needs a bearer token; an API key alone gets 403. */
  putFileNeedsBearer: true,
  /** Replies to the creation of files and folders say frozen. */
  frozenInReplies: true,
  /** Without `folder_id` the list has the files of all folders; false: those of the root. */
  listsAllFolders: true,
  /** Server setting LOCAL_WHITELIST. */
  localWhitelist: [] as string[],
  versionDetailsBroken: true,

  // Folders
  /** Items of the folder list have the fields of a dataset. */
  foldersLookLikeDatasets: true,

  // Metadata
  /** Definitions that the server knows. */
  definitions: ['LatLon'] as string[],
  /** One definition, one user, one thing: 409; false: appended. */
  definitionOnce: true,
  /** PATCH with `metadata_id` never finds it, and PATCH /metadata/{id} breaks. */
  patchByIdBroken: true,
};

export type V2Quirks = typeof realV2;
