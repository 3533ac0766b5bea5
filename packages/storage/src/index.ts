export { formatAddress, parseAddress, type Address, type FileAddress } from './address.ts';
export { fileVersion, type FileTimes } from './file-version.ts';
export { isoTime } from './iso-time.ts';
export { openStore, type Access } from './open-store.ts';
export { StorageError, type Reason } from './storage-error.ts';
export type {
  Conditions,
  CopyOptions,
  Leftover,
  ListOptions,
  Metadata,
  ObjectInfo,
  ReadOptions,
  Source,
  Store,
  TailOptions,
  WriteOptions,
} from './store.ts';
