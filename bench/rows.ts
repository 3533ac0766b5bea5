import type { Row } from './row.ts';
import { largeUpload, largeUploadStored } from './rows/large-upload.ts';
import { passThrough } from './rows/pass-through.ts';
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
];
