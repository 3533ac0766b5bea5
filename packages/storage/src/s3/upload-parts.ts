import { inParallel } from '../object/in-parallel.ts';
import type { Part } from '../object/parts.ts';
import type { ObjectInfo } from '../store.ts';
import type { S3 } from './client.ts';
import { completeUpload } from './complete.ts';
import { partsInFlight } from './part-size.ts';
import { sendPart } from './send-part.ts';
import { orAbort, type Upload } from './upload.ts';
import type { WholeOptions } from './write.ts';

/** Writes an object in parts, several at the same time. */
export async function uploadParts(
  s3: S3,
  upload: Upload,
  parts: AsyncIterable<Part>,
  options: WholeOptions,
): Promise<ObjectInfo> {
  return orAbort(s3, upload, options, async () => {
    const sent = await inParallel(
      parts,
      partsInFlight(options.size),
      async (part, signal) => {
        const one = await sendPart(s3, upload, part, { ...options, signal });
        // Only now: as long as a request is under way, or tried again, its bytes are read.
        options.memory?.giveBack(part.bytes);
        return one;
      },
      options.signal,
    );
    return completeUpload(s3, upload, sent, options);
  });
}
