import type { Check, OpenContext } from '@leat/pipe';
import { connect } from './server/connect.ts';
import { containerIdOf, refuseOtherContainer, requireContainer } from './open.ts';
import type { UploadSettings } from './options.ts';

/** Tries the server, the key and the space, without writing anything. */
export async function* check(settings: UploadSettings, context: OpenContext): AsyncGenerator<Check> {
  const { clowder, detected, http } = await connect(settings, context);
  try {
    yield { name: 'server', isOk: true, detail: `Clowder ${detected.version} at ${clowder.url}` };
    yield { name: 'account', isOk: true, detail: (await clowder.whoAmI()).name };
    refuseOtherContainer(settings, clowder);
    const id = containerIdOf(settings, clowder);
    if (id === undefined) return;
    const name = await requireContainer(clowder, id);
    const isWritable = (await clowder.listContainers()).some((it) => it.id === id);
    yield {
      name: 'space',
      isOk: isWritable,
      detail: `${name} (${id})${isWritable ? '' : ': this account may only look at it'}`,
      ...(!isWritable && { hint: 'ask for the role of an editor there' }),
    };
  } finally {
    http.close();
  }
}
