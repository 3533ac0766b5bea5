/** What can be wrong with a name, a file or a directory. The codes are stable: scripts and summaries use them. */
export type TroubleCode =
  | 'denied'
  | 'vanished'
  | 'unreadable'
  | 'loop'
  | 'dangling_link'
  | 'special_file'
  | 'name_not_utf8';

/** The codes of system errors; any other is `unreadable`. */
const codes: Readonly<Record<string, TroubleCode>> = {
  EACCES: 'denied',
  EPERM: 'denied',
  ENOENT: 'vanished',
  // A directory that has become a file between its listing and its turn.
  ENOTDIR: 'vanished',
  ELOOP: 'loop',
};

const wordings: Readonly<Record<TroubleCode, (detail: string) => string>> = {
  denied: () => 'no permission to read it',
  vanished: () => 'it was listed, but is no longer there',
  unreadable: (errno) => `it cannot be read (${errno})`,
  loop: () => 'it leads back to a directory above it',
  dangling_link: () => 'the link points to nothing',
  special_file: (kind) => `it is a ${kind}, not a file`,
  name_not_utf8: (hex) => `its name is not UTF-8 (bytes ${hex})`,
};

/** The code of a failed system call, for example `denied` for `EACCES`. */
export function troubleCode(errno: string): TroubleCode {
  return codes[errno] ?? 'unreadable';
}

/** One sentence about `path`; `detail` is the errno, the kind of special file, or the bytes of the name. */
export function troubleMessage(code: TroubleCode, path: string, detail: string): string {
  return `${path}: ${wordings[code](detail)}`;
}
