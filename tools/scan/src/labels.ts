import { badOption } from './bad-option.ts';
import { pathOfRoot } from './prefix/object-root.ts';
import type { Objects } from './prefix/objects.ts';

export interface LabelledRoot {
  /** Absolute; of a prefix in an object store its address, without a slash at the end. */
  readonly path: string;
  /** In front of every key: empty, or a label and a slash. */
  readonly prefix: string;
  /** The object store that the root is in; undefined for a directory. */
  readonly objects?: Objects;
}

/**
 * Gives every root its label, and puts them in the order of their labels, so that the whole output is sorted.
 *
 * @throws UsageFailure `label_missing`, `label_bad`, `root_bad`
 */
export function labelRoots(roots: readonly string[], labels: readonly string[]): LabelledRoot[] {
  if (labels.length > 0 ? labels.length !== roots.length : roots.length > 1) {
    const message = `ROOT is given ${times(roots.length)}, --label ${times(labels.length)}`;
    throw badOption(
      'label_missing',
      message,
      'give each root a --label of its own, in the same order: keys must not clash',
    );
  }
  for (const [at, label] of labels.entries()) check(label, labels.slice(0, at));
  const named = roots.map((root, at) => ({
    path: pathOfRoot(root),
    prefix: labels[at] === undefined ? '' : `${labels[at]}/`,
  }));
  return named.toSorted((a, b) => Buffer.compare(Buffer.from(a.prefix), Buffer.from(b.prefix)));
}

function check(label: string, others: readonly string[]): void {
  if (!/^[^/\s](?:.*[^/\s])?$/u.test(label) || label.includes('//')) {
    throw badOption(
      'label_bad',
      `${JSON.stringify(label)} cannot be a label`,
      'a label neither begins nor ends with a slash or a space',
    );
  }
  const clash = others.find((other) => `${label}/`.startsWith(`${other}/`) || other.startsWith(`${label}/`));
  if (clash === undefined) return;
  // With the labels `a` and `a/b`, a directory `b` in the first root has the keys of the second.
  const message = clash === label ? `is given twice` : `and ${clash} overlap`;
  throw badOption(
    'label_bad',
    `the label ${label} ${message}`,
    'no label may be another, or the beginning of another up to a slash: keys must not clash',
  );
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}
