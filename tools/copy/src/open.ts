import type { Lookup, OpenContext, OpenStep } from '@leat/pipe';
import { allFiles } from './all-files.ts';
import { destinationOf } from './destination.ts';
import type { CopyRecord } from './fields.ts';
import { lookup } from './lookup.ts';
import { membersOf } from './members.ts';
import { openTakenNames } from './name/taken-names.ts';
import { isInjective, parseTemplate } from './name/template.ts';
import type { CopySettings } from './options.ts';
import { plan } from './plan.ts';
import { openRun } from './open-run.ts';
import { bring, type Brought } from './transfer/bring.ts';
import { wantedOf, type Wanted } from './wanted.ts';

export function open(settings: CopySettings, context: OpenContext): OpenStep<CopyRecord> {
  const { concurrency } = context;
  const target = destinationOf(settings);
  const template = parseTemplate(settings.values.name);
  const taken = isInjective(template) ? undefined : openTakenNames();
  const run = openRun(settings, target, context);

  const wanted = (item: Parameters<typeof wantedOf>[0]): Wanted => {
    const all = wantedOf(item, target, template);
    taken?.take(all.name, item.key);
    return all;
  };
  return {
    async commit(item) {
      const all = wanted(item);
      return membersOf(item, all, await allFiles(run, concurrency, all.files, (file) => bring(run, file)));
    },
    async lookup(item): Promise<Lookup> {
      const all = wanted(item);
      const found = await allFiles(run, concurrency, all.files, (file) => lookup(run, file));
      const there = found.filter((it): it is Brought => it !== undefined);
      if (there.length < all.files.length) return { is: 'absent' };
      return { is: 'found', members: membersOf(item, all, there) };
    },
    async plan(item) {
      const all = wanted(item);
      const results = await allFiles(run, concurrency, all.files, (file) => plan(run, file, item.dryRun));
      if (!all.isDataset) return { copy: results[0] };
      const size = results.reduce((sum, it) => sum + (it.size ?? 0), 0);
      const files = results.map((result, at) => ({ name: all.files[at]!.name, ...result }));
      return { copy: { ...(item.uri !== undefined && { from: item.uri }), to: all.to, size, files } };
    },
    close: () => taken?.close(),
  };
}
