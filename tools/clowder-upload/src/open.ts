import { Failure, openSlots, retrying, type OpenContext, type OpenStep } from '@leat/pipe';
import type { Clowder } from './server/api.ts';
import { connect, patienceOf, type Connected } from './server/connect.ts';
import { openContainers } from './dataset/containers.ts';
import type { UploadRecord } from './fields.ts';
import { lookup } from './lookup.ts';
import { RETRIES } from './server/make.ts';
import type { UploadSettings } from './options.ts';
import { plan } from './plan.ts';
import type { Run } from './run.ts';
import { openSessions } from './dataset/sessions.ts';
import { upload } from './upload.ts';

/**
 * Opens the step: everything that would fail for every record fails here, before the first gigabyte, since the
 * server takes in all of an upload before it looks at the key.
 */
export async function open(settings: UploadSettings, context: OpenContext): Promise<OpenStep<UploadRecord>> {
  const { log, signal, moved } = context;
  const onRetry = (failure: Failure): void => log.warn(`${failure.message}; trying again`);
  const { clowder, http } = await retrying({ retries: RETRIES, signal, onRetry }, () =>
    prepare(settings, context),
  );
  const run: Run = {
    clowder,
    values: settings.values,
    access: settings.resources,
    containerId: containerIdOf(settings, clowder),
    log,
    signal,
    uploads: openSlots(settings.values.uploads),
    patience: patienceOf(settings),
    moved,
    storing: { seconds: 0 },
  };
  const containers = openContainers(run);
  const sessions = openSessions(run, containers);
  return {
    commit: async (item) => ({ clowder: await upload(run, sessions, item) }),
    lookup: (item) => lookup(run, sessions, item),
    plan: async (item) => ({ clowder: await plan(run, containers, item) }),
    close: () => http.close(),
  };
}

async function prepare(settings: UploadSettings, context: OpenContext): Promise<Connected> {
  const connected = await connect(settings, context);
  const { clowder, http } = connected;
  try {
    await clowder.whoAmI();
    refuseOtherContainer(settings, clowder);
    const id = containerIdOf(settings, clowder);
    if (id !== undefined) await requireContainer(clowder, id);
    if (settings.resources.clowder.spaceId !== undefined && id === undefined) {
      context.log.warn('clowder.spaceId is for Clowder 1 and is not used: this server is Clowder 2');
    }
    return connected;
  } catch (thrown) {
    http.close();
    throw thrown;
  }
}

/** Clowder 2 has no spaces; the setting may stand there for another profile. */
export function containerIdOf({ resources }: UploadSettings, { container }: Clowder): string | undefined {
  return container === 'space' ? resources.clowder.spaceId : undefined;
}

export function refuseOtherContainer({ values: { categoryAs } }: UploadSettings, clowder: Clowder): void {
  if (categoryAs === 'auto' || categoryAs === 'none' || categoryAs === clowder.container) return;
  const message = `this server is Clowder ${clowder.api.slice(1)}, which has no ${categoryAs}s`;
  throw new Failure('fatal', 'no_such_container', message, {
    hint: `use --category-as ${clowder.container} or none`,
  });
}

/**
 * A space that is not there is left out by the server without a word, and all datasets with it.
 *
 * @throws Failure fatal `container_missing`
 */
export async function requireContainer(clowder: Clowder, id: string): Promise<string> {
  try {
    return (await clowder.getContainer(id)).names[0]!;
  } catch (thrown) {
    if (!(thrown instanceof Failure) || thrown.class !== 'reject') throw thrown;
    throw new Failure(
      'fatal',
      'container_missing',
      `there is no space ${id}, or this account may not see it`,
      {
        hint: 'check clowder.spaceId (SPACE_ID, --clowder-space-id)',
        cause: thrown,
      },
    );
  }
}
