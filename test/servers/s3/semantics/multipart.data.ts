import {
  BIG,
  BIG_MD5,
  BOTH,
  inTurn,
  md5,
  OTHER,
  over,
  UNKNOWN,
  uploading,
  X,
  type Semantic,
} from './steps.ts';

/** Uploads in parts. */
export const multipart: readonly Semantic[] = [
  // Multipart
  {
    title: 'parts, a tail and the ETag of both',
    run: uploading((s3, id) =>
      inTurn(
        () => s3.complete('k', id, BOTH),
        () => s3.etag('k'),
        () => s3.range('k', 'bytes=5242879-'),
      ),
    ),
    gives: ['200', `"${md5(Buffer.from(BIG_MD5 + X, 'hex'))}-2"`, 'bytes 5242879-5242880/5242881'],
  },
  {
    title: 'a part below 5 MiB that is not the last',
    run: uploading(async (s3, id) => {
      await s3.part('k', id, 3, 'x');
      return s3.complete('k', id, [...BOTH, [3, X]]);
    }),
    gives: '400 EntityTooSmall',
  },
  {
    title: 'parts in the wrong order',
    run: uploading(async (s3, id) => {
      await s3.part('k', id, 2, BIG);
      return s3.complete('k', id, [
        [2, BIG_MD5],
        [1, BIG_MD5],
      ]);
    }),
    gives: '400 InvalidPartOrder',
  },
  {
    title: 'a part with another ETag, a part that is not there, no part',
    run: uploading((s3, id) =>
      inTurn(
        () => s3.complete('k', id, [[1, X]]),
        () => s3.complete('k', id, [[3, X]]),
        () => s3.complete('k', id, []),
      ),
    ),
    gives: ['400 InvalidPart', '400 InvalidPart', '400 MalformedXML'],
  },
  {
    title: 'a part sent again counts in its last form',
    run: uploading((s3, id) =>
      inTurn(
        () => s3.part('k', id, 1, 'new'),
        () => s3.complete('k', id, [[1, md5('new')]]),
        () => s3.get('k'),
      ),
    ),
    gives: ['200', '200', 'new'],
  },
  {
    title: 'an upload that is not there',
    run: (s3) =>
      inTurn(
        () => s3.part('k', UNKNOWN, 1, 'x'),
        () => s3.complete('k', UNKNOWN, [[1, X]]),
        () => s3.abort('k', UNKNOWN),
      ),
    gives: ['404 NoSuchUpload', '404 NoSuchUpload', '404 NoSuchUpload'],
  },
  {
    title: 'a part number out of range',
    run: uploading((s3, id) =>
      inTurn(
        () => s3.part('k', id, 0, 'x'),
        () => s3.part('k', id, 10_001, 'x'),
      ),
    ),
    gives: ['400 InvalidArgument', '400 InvalidArgument'],
  },
  {
    title: 'completing over something, with conditions; a refused upload can be tried again',
    run: uploading(async (s3, id) => {
      await s3.put('k');
      return inTurn(
        () => s3.complete('k', id, BOTH, { IfNoneMatch: '*' }),
        () => s3.complete('k', id, BOTH, { IfMatch: `"${OTHER}"` }),
        () => s3.get('k'),
        () => s3.complete('k', id, BOTH, { IfMatch: `"${X}"` }),
      );
    }),
    gives: ['412 PreconditionFailed', '412 PreconditionFailed', 'x', '200'],
  },
  {
    title: 'completing over nothing with If-Match',
    run: uploading((s3, id) => s3.complete('k', id, BOTH, { IfMatch: X })),
    gives: '404 NoSuchKey',
  },
  {
    title: 'completing with the wrong size',
    run: uploading((s3, id) => s3.complete('k', id, BOTH, { MpuObjectSize: 5 })),
    gives: '400 InvalidRequest',
  },
  {
    title: 'completing twice',
    run: uploading((s3, id) =>
      inTurn(
        () => s3.complete('k', id, BOTH),
        () => s3.complete('k', id, BOTH),
      ),
    ),
    gives: ['200', '404 NoSuchUpload'],
    versitygw: { gives: ['200', '200'], because: 'it remembers the upload that the object came from' },
  },
  {
    title: 'a part copied from the object itself',
    run: async (s3) => {
      await s3.put('k', BIG);
      const id = await s3.begin('k');
      return inTurn(
        () =>
          s3.copyPart('k', 'k', id, {
            CopySourceRange: 'bytes=0-5242879',
            CopySourceIfMatch: `"${BIG_MD5}"`,
          }),
        () => s3.part('k', id, 2, 'x'),
        () => s3.complete('k', id, BOTH, { IfMatch: `"${BIG_MD5}"` }),
      );
    },
    gives: ['200', '200', '200'],
  },
  {
    title: 'a part copied from the wrong version',
    run: uploading((s3, id) => over(() => s3.copyPart('k', 'k', id, { CopySourceIfMatch: OTHER }))(s3)),
    gives: '412 PreconditionFailed',
  },
  {
    title: 'a part copied from behind the end',
    run: uploading((s3, id) => over(() => s3.copyPart('k', 'k', id, { CopySourceRange: 'bytes=0-1' }))(s3)),
    gives: '400 InvalidArgument',
  },
];
