import { onTestFinished } from 'vitest';
import { startClowderV1, type ClowderV1 } from '../clowder-v1.ts';
import { startClowderV2, type ClowderV2 } from '../clowder-v2.ts';
import { ask, type Question } from './ask.ts';

interface WithDataset<Server> {
  readonly server: Server;
  /** The id of a dataset that is empty. */
  readonly dataset: string;
}

export const startV1WithDataset = (): Promise<WithDataset<ClowderV1>> =>
  withDataset(startClowderV1, '/api/datasets/createempty');

export const startV2WithDataset = (): Promise<WithDataset<ClowderV2>> =>
  withDataset(startClowderV2, '/api/v2/datasets?license_id=CC%20BY');

/** Starts a server for one test and makes a dataset in it. */
async function withDataset<Server extends ClowderV1 | ClowderV2>(
  start: () => Promise<Server>,
  path: string,
): Promise<WithDataset<Server>> {
  const server = await start();
  onTestFinished(() => server.stop());
  const question: Question = { json: { name: 'd' } };
  return { server, dataset: (await ask(server, 'POST', path, question)).json.id };
}
