import { Failure, whyUnusable, type Check, type OpenContext } from '@leat/pipe';
import { openStore } from '@leat/storage';
import { destinationOf } from './destination.ts';
import { isDirectory } from './directory.ts';
import { parseTemplate } from './name/template.ts';
import type { CopySettings } from './options.ts';

/** Tries the template and the target, without writing anything. */
export async function* check(
  settings: Pick<CopySettings, 'values' | 'resources' | 'origin'>,
  { signal }: Pick<OpenContext, 'signal'>,
): AsyncGenerator<Check> {
  parseTemplate(settings.values.name);
  const target = destinationOf(settings);
  yield /^(?:s3|az):/.test(target) ? await checkPrefix(target, settings, signal) : checkDirectory(target);
}

async function checkPrefix(
  target: string,
  { resources }: Pick<CopySettings, 'resources'>,
  signal: AbortSignal,
): Promise<Check> {
  try {
    const { store, address } = await openStore(`${target}/`, resources);
    for await (const _ of store.list(address, { signal })) break;
    return { name: 'target', isOk: true, detail: `${target}/` };
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
    const { message, hint } = thrown;
    return { name: 'target', isOk: false, detail: message, ...(hint !== undefined && { hint }) };
  }
}

function checkDirectory(target: string): Check {
  const detail = `${target}/`;
  const why = whyUnusable(target);
  if (why !== undefined) return { name: 'target', isOk: false, detail, hint: why };
  const isThere = isDirectory(target);
  return { name: 'target', isOk: true, detail: isThere ? detail : `${detail} (the first copy makes it)` };
}
