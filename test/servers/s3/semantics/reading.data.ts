import { inTurn, OTHER, over, X, type Semantic } from './steps.ts';

/** What a reader may count on. */
export const reading: readonly Semantic[] = [
  // Reading
  {
    title: 'a key that is not there',
    run: (s3) =>
      inTurn(
        () => s3.get('none'),
        () => s3.head('none'),
      ),
    gives: ['404 NoSuchKey', '404 NotFound'],
  },
  { title: 'the ETag is the MD5', run: over((s3) => s3.etag('k')), gives: `"${X}"` },
  {
    title: 'a range',
    run: async (s3) => {
      await s3.put('k', 'hello');
      return inTurn(
        ...['bytes=1-2', 'bytes=3-', 'bytes=-2', 'bytes=-9', 'bytes=2-99', 'bytes=0-0'].map(
          (range) => () => s3.range('k', range),
        ),
      );
    },
    gives: ['bytes 1-2/5', 'bytes 3-4/5', 'bytes 3-4/5', 'bytes 0-4/5', 'bytes 2-4/5', 'bytes 0-0/5'],
  },
  {
    title: 'a range behind the end',
    run: over((s3) =>
      inTurn(
        () => s3.range('k', 'bytes=1-'),
        () => s3.range('k', 'bytes=-0'),
      ),
    ),
    gives: ['416 InvalidRange', '416 InvalidRange'],
  },
  { title: 'a range that is none is passed over', run: over((s3) => s3.range('k', 'bytes=5-2')), gives: '1' },
  {
    title: 'a suffix of an empty object',
    run: async (s3) => {
      await s3.put('k', '');
      return s3.range('k', 'bytes=-5');
    },
    gives: '416 InvalidRange',
    versitygw: { gives: '0', because: 'it gives the empty object' },
  },
  {
    title: 'a read with the right If-Match',
    run: over((s3) =>
      inTurn(
        () => s3.get('k', { IfMatch: `"${X}"` }),
        () => s3.get('k', { IfMatch: X }),
        () => s3.get('k', { IfMatch: '*' }),
      ),
    ),
    gives: ['x', 'x', 'x'],
  },
  {
    title: 'a read with a wrong If-Match',
    run: over((s3) =>
      inTurn(
        () => s3.get('k', { IfMatch: `"${OTHER}"` }),
        () => s3.head('k', { IfMatch: `"${OTHER}"` }),
      ),
    ),
    gives: ['412 PreconditionFailed', '412 Unknown'],
  },
  {
    title: 'a read of what one has',
    run: over((s3) => s3.get('k', { IfNoneMatch: `"${X}"` })),
    gives: '304 Unknown',
  },
  {
    title: 'a read of what is newer',
    run: over((s3) => s3.get('k', { IfUnmodifiedSince: new Date(0) })),
    gives: '412 PreconditionFailed',
  },
];
