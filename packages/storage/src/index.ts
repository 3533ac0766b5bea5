export { formatAddress, parseAddress, type Address, type FileAddress } from './address.ts';
export { fileVersion, type FileTimes } from './file-version.ts';
export { StorageError, type Reason } from './storage-error.ts';
export { openStore, type ObjectInfo, type ReadOptions, type Store, type WriteOptions } from './store.ts';
