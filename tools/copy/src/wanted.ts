import type { Item } from '@leat/pipe';
import { parseAddress } from '@leat/storage';
import type { CopyRecord } from './fields.ts';
import { checkName } from './name/check-name.ts';
import { nameTaken } from './name/taken-names.ts';
import { fillTemplate, type Template } from './name/template.ts';

/** One file or object, and where its copy goes. */
export interface WantedFile {
  readonly key: string;
  readonly from: string;
  /** What must be there. */
  readonly version: string | undefined;
  readonly to: string;
  /** Path inside the dataset; undefined where the record is one file. */
  readonly name: string | undefined;
}

export interface Wanted {
  /** Below the target; of a dataset that of its directory. */
  readonly name: string;
  readonly to: string;
  readonly isDataset: boolean;
  readonly files: readonly WantedFile[];
}

/**
 * What a record asks for.
 *
 * @param target without a slash at its end
 * @throws Failure reject `bad_name`, `name_field_missing`, `name_taken`, `bad_uri`
 */
export function wantedOf(
  { key, record, parsed }: Item<CopyRecord>,
  target: string,
  template: Template,
): Wanted {
  const { uri, version, files } = record;
  const name = checkName(fillTemplate(template, parsed, uri === undefined ? undefined : lastPart(uri)));
  const to = `${target}/${name}`;
  if (files === undefined) {
    const file: WantedFile = { key, from: uri!, version, to, name: undefined };
    return { name, to, isDataset: false, files: [file] };
  }
  const inside = files.map((file): WantedFile => {
    const path = checkName(file.name ?? lastPart(file.uri) ?? '');
    checkName(`${name}/${path}`);
    return { key, from: file.uri, version: file.version, to: `${to}/${path}`, name: path };
  });
  refuseTwice(inside);
  return { name, to, isDataset: true, files: inside };
}

function refuseTwice(files: readonly WantedFile[]): void {
  const seen = new Set<string>();
  for (const { name } of files) {
    if (seen.has(name!)) throw nameTaken(name!, 'another file of the same dataset');
    seen.add(name!);
  }
}

/** What stands behind the last slash of an address; undefined when that is nothing. */
function lastPart(uri: string): string | undefined {
  const address = parseAddress(uri);
  const path =
    address.scheme === 'file' ? address.path : address.scheme === 's3' ? address.key : address.blob;
  return path.replace(/\/$/, '').split('/').at(-1) || undefined;
}
