import type { Row } from './row.ts';
import { append, appendFlat } from './rows/append.ts';
import { appendFile, appendS3 } from './rows/append-copied.ts';
import { copyLarge, copySmall } from './rows/copy.ts';
import { idleTick } from './rows/idle-tick.ts';
import { largeUpload, largeUploadStored } from './rows/large-upload.ts';
import { listObjects } from './rows/list-objects.ts';
import { passThrough } from './rows/pass-through.ts';
import { rewrite } from './rows/rewrite.ts';
import { scanFiles, scanSlowDisk } from './rows/scan-files.ts';
import { secondRun } from './rows/second-run.ts';
import { smallUploads } from './rows/small-uploads.ts';
import { startUp } from './rows/start-up.ts';

/** Every row of the table, in its order. */
export const rows: readonly Row[] = [
  startUp,
  passThrough,
  secondRun,
  scanFiles,
  scanSlowDisk,
  largeUpload,
  largeUploadStored,
  smallUploads,
  append,
  appendFlat,
  appendS3,
  appendFile,
  idleTick,
  rewrite,
  copySmall,
  copyLarge,
  listObjects,
];
