import { inTurn, OTHER, over, X, type Semantic } from './steps.ts';

/** What a writer may count on: conditions, checksums, copies and removals. */
export const writing: readonly Semantic[] = [
  // Writing with conditions
  {
    title: 'If-None-Match over nothing and over something',
    run: (s3) =>
      inTurn(
        () => s3.put('k', 'x', { IfNoneMatch: '*' }),
        () => s3.put('k', 'y', { IfNoneMatch: '*' }),
        () => s3.get('k'),
      ),
    gives: ['200', '412 PreconditionFailed', 'x'],
  },
  {
    title: 'If-Match with the ETag, quoted or not',
    run: over((s3) =>
      inTurn(
        () => s3.put('k', 'x', { IfMatch: `"${X}"` }),
        () => s3.put('k', 'y', { IfMatch: X }),
        () => s3.get('k'),
      ),
    ),
    gives: ['200', '200', 'y'],
  },
  {
    title: 'If-Match with another ETag',
    run: over((s3) =>
      inTurn(
        () => s3.put('k', 'y', { IfMatch: `"${OTHER}"` }),
        () => s3.get('k'),
      ),
    ),
    gives: ['412 PreconditionFailed', 'x'],
  },
  {
    title: 'If-Match over nothing',
    run: (s3) => s3.put('k', 'y', { IfMatch: `"${X}"` }),
    gives: '404 NoSuchKey',
  },
  {
    title: 'If-Match and If-None-Match',
    run: over((s3) => s3.put('k', 'y', { IfMatch: X, IfNoneMatch: '*' })),
    gives: '501 NotImplemented',
  },
  {
    title: 'If-None-Match with an ETag',
    run: over((s3) => s3.put('k', 'y', { IfNoneMatch: `"${OTHER}"` })),
    gives: '501 NotImplemented',
  },
  {
    title: 'ten create at once',
    run: async (s3) =>
      (
        await Promise.all(Array.from({ length: 10 }, (_, i) => s3.put('k', String(i), { IfNoneMatch: '*' })))
      ).filter((ended) => ended === '200').length,
    gives: 1,
  },
  {
    title: 'ten replace at once',
    run: over(
      async (s3) =>
        (
          await Promise.all(Array.from({ length: 10 }, (_, i) => s3.put('k', `new ${i}`, { IfMatch: X })))
        ).filter((ended) => ended === '200').length,
    ),
    gives: 1,
  },

  // Checksums
  {
    title: 'a wrong Content-MD5',
    run: (s3) => s3.put('k', 'x', { ContentMD5: Buffer.alloc(16).toString('base64') }),
    gives: '400 BadDigest',
  },
  {
    title: 'a Content-MD5 that is none',
    run: (s3) => s3.put('k', 'x', { ContentMD5: 'abc' }),
    gives: '400 InvalidDigest',
  },
  {
    title: 'wrong checksums',
    run: (s3) =>
      inTurn(
        () => s3.put('k', 'x', { ChecksumSHA256: Buffer.alloc(32).toString('base64') }),
        () => s3.put('k', 'x', { ChecksumCRC32: Buffer.alloc(4).toString('base64') }),
        () => s3.put('k', 'x', { ChecksumCRC64NVME: Buffer.alloc(8).toString('base64') }),
      ),
    gives: ['400 BadDigest', '400 BadDigest', '400 BadDigest'],
  },
  {
    title: 'more than 2 KB of metadata',
    run: (s3) => s3.put('k', 'x', { Metadata: { a: 'x'.repeat(2100) } }),
    gives: '400 MetadataTooLarge',
  },

  // Copying
  { title: 'a copy of what is not there', run: (s3) => s3.copy('none', 'c'), gives: '404 NoSuchKey' },
  {
    title: 'a plus sign in a copy source is a space',
    run: async (s3) => {
      await s3.put('a+b', 'plus');
      return inTurn(
        () => s3.copy('a+b', 'c'),
        () => s3.copy('a%2Bb', 'c'),
        () => s3.get('c'),
      );
    },
    gives: ['404 NoSuchKey', '200', 'plus'],
  },
  {
    title: 'a copy onto itself',
    run: over((s3) =>
      inTurn(
        () => s3.copy('k', 'k'),
        () => s3.copy('k', 'k', { MetadataDirective: 'REPLACE', Metadata: { a: 'b' } }),
      ),
    ),
    gives: ['400 InvalidRequest', '200'],
  },
  {
    title: 'a condition on the source of a copy',
    run: over((s3) =>
      inTurn(
        () => s3.copy('k', 'c', { CopySourceIfMatch: `"${OTHER}"` }),
        () => s3.copy('k', 'c', { CopySourceIfMatch: `"${X}"` }),
        () => s3.copy('k', 'c', { CopySourceIfNoneMatch: X }),
      ),
    ),
    gives: ['412 PreconditionFailed', '200', '412 PreconditionFailed'],
    versitygw: {
      gives: ['412 PreconditionFailed', '200', '304 Unknown'],
      because: 'it answers as for a read',
    },
  },
  {
    title: 'a copy over something, with conditions',
    run: over((s3) =>
      inTurn(
        () => s3.copy('k', 'c'),
        () => s3.copy('k', 'c', { IfNoneMatch: '*' }),
        () => s3.copy('k', 'c', { IfMatch: OTHER }),
        () => s3.copy('k', 'c', { IfMatch: X }),
      ),
    ),
    gives: ['200', '412 PreconditionFailed', '412 PreconditionFailed', '200'],
    versitygw: {
      gives: ['200', '200', '200', '200'],
      because: 'it passes over the conditions of CopyObject',
    },
  },

  // Removing
  { title: 'removing what is not there', run: (s3) => s3.remove('none'), gives: '204' },
  {
    title: 'removing with If-Match',
    run: over((s3) =>
      inTurn(
        () => s3.remove('k', { IfMatch: OTHER }),
        () => s3.remove('k', { IfMatch: `"${X}"` }),
      ),
    ),
    gives: ['412 PreconditionFailed', '204'],
  },
  {
    title: 'removing nothing with If-Match',
    run: (s3) => s3.remove('none', { IfMatch: X }),
    gives: '404 NoSuchKey',
    versitygw: { gives: '204', because: 'it passes over If-Match where nothing is' },
  },
];
