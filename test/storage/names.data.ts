/** Names that hurt: what has to come back exactly as it went in. */
export interface HurtingName {
  readonly title: string;
  readonly name: string;
  /** Directly below the bucket or container. */
  readonly atRoot?: boolean;
}

export const hurtingNames: readonly HurtingName[] = [
  { title: 'spaces', name: ' a  b ' },
  { title: 'plus', name: 'a+b c' },
  { title: 'percent', name: '100%' },
  { title: 'percent escapes', name: 'a%20b%2Fc%25d' },
  { title: 'hash and question mark', name: 'a#b?c&d=e' },
  { title: 'everything of ASCII', name: '!"$&\'()*,:;<=>@[]^_`{|}~' },
  { title: 'NFC', name: 'caf\u00E9/\u00C5' },
  { title: 'NFD', name: 'cafe\u0301/A\u030A' },
  { title: 'emoji', name: '\u{1F600}/\u{1F468}\u200D\u{1F469}' },
  { title: 'other scripts', name: '日本語/кириллица/עברית' },
  { title: 'no-break and zero-width spaces', name: 'a\u00A0b\u200Bc' },
  { title: 'dots', name: '.hidden/..b/c...d' },
  { title: 'like a query', name: 'x?comp=block&uploadId=1' },
  { title: 'a long part', name: 'n'.repeat(200) },
  { title: '1,000 characters', name: 'n'.repeat(960) },
  { title: '1,000 characters in parts', name: 'abcdefghi/'.repeat(95) + 'x' },
  { title: 'leading slash', name: '/leading', atRoot: true },
  { title: 'two slashes', name: 'a//b' },
  { title: 'trailing slash', name: 'directory/' },
  { title: 'a dot as a part', name: 'a/./b' },
  { title: 'two dots as a part', name: 'a/../b' },
  { title: 'two dots at the root', name: '../b', atRoot: true },
  { title: 'a dot at the end', name: 'a.' },
  { title: 'a dot at the end of a part', name: 'a./b' },
  { title: 'backslash', name: 'a\\b' },
  { title: 'control characters', name: 'a\nb\tc\u0001' },
];

/**
 * What a store cannot hold, by its name and the title: what its refusal says, or `left out` where a name means another
 * object by the rules of the scheme, or for the reason beside it.
 */
export const exceptions: Readonly<Record<string, Readonly<Record<string, RegExp | 'left out'>>>> = {
  file: {
    '1,000 characters': /too long/,
    // A write under a condition has to lock the directory, and SQLite opens no file of so long a path.
    '1,000 characters in parts': 'left out',
    'leading slash': 'left out',
    'two slashes': 'left out',
    'trailing slash': /./,
    'a dot as a part': 'left out',
    'two dots as a part': 'left out',
    'two dots at the root': 'left out',
  },
  'az on Azurite': {
    'a dot as a part': /\. or \.\./,
    'two dots as a part': /\. or \.\./,
    'two dots at the root': /\. or \.\./,
    'a dot at the end': /dot at the end/,
    'a dot at the end of a part': /dot at the end/,
    backslash: /makes \/ of \\/,
    'control characters': /control characters/,
  },
  // A directory behind an S3 API: keys are paths.
  's3 on versitygw': {
    // In a new directory it is refused as if there were a directory of this name.
    '1,000 characters': 'left out',
    'leading slash': 'left out',
    'two slashes': 'left out',
    'trailing slash': /DirectoryObjectContainsData/,
    'a dot as a part': 'left out',
    'two dots as a part': 'left out',
    'two dots at the root': /400/,
    'control characters': 'left out',
  },
};
