/**
 * What "Naming and Referencing Containers, Blobs, and Metadata" of the REST API says about names, as far as a name
 * that is sent all the same comes out as another one, or as an error that does not say why.
 */

/** Container names, and those of the service's own: `$root`, `$web`, `$logs`. */
export const CONTAINER = /^(?:\$root|\$web|\$logs|[a-z0-9](?:-?[a-z0-9]){2,62})$/;

const LONGEST = 1024;

interface BadName {
  test(name: string): boolean;
  /** Completes "az://container/name: …". */
  readonly text: string;
}

export const badNames: readonly BadName[] = [
  { test: (name) => name === '', text: 'a blob needs a name' },
  {
    test: (name) => name.length > LONGEST,
    text: `a name in Azure has at most ${LONGEST} characters`,
  },
  {
    // RFC 3986 5.2.4: every client takes them out of the path, so that it is the path of something else.
    test: (name) => /(?:^|\/)\.\.?(?:\/|$)/.test(name),
    text: 'no blob can have . or .. as a part of its name',
  },
  {
    test: (name) => /\.(?:\/|$)/.test(name),
    text: 'Azure leaves out a dot at the end of a part of a name',
  },
  { test: (name) => name.includes('\\'), text: 'Azure makes / of \\ in a name' },
  {
    test: (name) => /[\p{Cc}\uFFFE\uFFFF]/u.test(name),
    text: 'Azure has no control characters in names',
  },
];
