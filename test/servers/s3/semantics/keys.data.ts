import { inTurn, PATHS, roundTrip, type Semantic } from './steps.ts';

/** Names and their order. */
export const keys: readonly Semantic[] = [
  // Keys and their order
  {
    title: 'ordinary but awkward names',
    run: roundTrip('a b', 'a&<>"b', 'c%41', 'd?e#f=g', 'plus+', 'é', 'e\u0301', '😀', '～'),
    gives: [
      ...Array<string>(9).fill('200'),
      'a b',
      'a&<>"b',
      'c%41',
      'd?e#f=g',
      'plus+',
      'é',
      'e\u0301',
      '😀',
      '～',
      'a b',
      'a&<>"b',
      'c%41',
      'd?e#f=g',
      'e\u0301',
      'plus+',
      'é',
      '～',
      '😀',
    ],
  },
  {
    title: 'bytewise order around the slash',
    run: roundTrip('a.txt', 'a-b/x', 'a/x', 'a0', 'Z'),
    gives: [
      ...Array<string>(5).fill('200'),
      'a.txt',
      'a-b/x',
      'a/x',
      'a0',
      'Z',
      'Z',
      'a-b/x',
      'a.txt',
      'a/x',
      'a0',
    ],
  },
  {
    title: 'empty and dotted segments',
    run: roundTrip('/lead', 'a//b', 'x/../y', 'x/./z'),
    gives: [
      '200',
      '200',
      '200',
      '200',
      '/lead',
      'a//b',
      'x/../y',
      'x/./z',
      '/lead',
      'a//b',
      'x/../y',
      'x/./z',
    ],
    versitygw: {
      gives: ['200', '200', '200', '200', '/lead', 'a//b', 'x/../y', 'x/./z', 'a/b', 'lead', 'x/z', 'y'],
      because: `${PATHS} and made plain`,
    },
  },
  {
    title: 'a key that is also a directory',
    run: roundTrip('a/x', 'a'),
    gives: ['200', '200', 'a/x', 'a', 'a', 'a/x'],
    versitygw: {
      gives: ['200', '409 ExistingObjectIsDirectory', 'a/x', '404 NoSuchKey', 'a/x'],
      because: PATHS,
    },
  },
  {
    title: 'a key below an object',
    run: roundTrip('a', 'a/x'),
    gives: ['200', '200', 'a', 'a/x', 'a', 'a/x'],
    versitygw: { gives: ['200', '409 ObjectParentIsFile', 'a', '404 NoSuchKey', 'a'], because: PATHS },
  },
  {
    title: 'a directory marker',
    run: async (s3) =>
      inTurn(
        () => s3.put('d/', ''),
        () => s3.put('e/', 'x'),
        () => s3.list(),
      ),
    gives: ['200', '200', ['d/', 'e/']],
    versitygw: {
      gives: ['200', '400 DirectoryObjectContainsData', ['d/']],
      because: 'a directory holds no bytes',
    },
  },
  {
    title: 'a segment of 1024 bytes, and a key of 1025',
    run: (s3) =>
      inTurn(
        () => s3.put('n'.repeat(1024)),
        () => s3.put('n'.repeat(1025)),
      ),
    gives: ['200', '400 KeyTooLongError'],
    versitygw: {
      gives: ['400 KeyTooLongError', '400 KeyTooLongError'],
      because: 'a name in a file system has 255 bytes',
    },
  },
  {
    title: 'names as XML cannot hold them',
    run: async (s3) =>
      inTurn(
        () => s3.put('a b\u0001+'),
        () => s3.list({ EncodingType: 'url' }),
      ),
    gives: ['200', ['a+b%01%2B']],
    versitygw: { gives: ['200', ['a b\uFFFD+']], because: 'it passes over encoding-type' },
  },
  {
    title: 'prefix, delimiter and start-after',
    run: async (s3) => {
      for (const key of ['a', 'a-b/x', 'c/x', 'c/y', 'd']) await s3.put(key);
      return inTurn(
        () => s3.list({ Delimiter: '/' }),
        () => s3.list({ Prefix: 'c/', Delimiter: '/' }),
        () => s3.list({ Prefix: 'c' }),
        () => s3.list({ StartAfter: 'c/x' }),
        () => s3.list({ MaxKeys: 2 }),
        () => s3.list({ MaxKeys: 0 }),
      );
    },
    gives: [['a', 'd', 'a-b/', 'c/'], ['c/x', 'c/y'], ['c/x', 'c/y'], ['c/y', 'd'], ['a', 'a-b/x'], []],
  },
];
