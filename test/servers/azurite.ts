import { fileURLToPath } from 'node:url';
import { azuriteAccount, azuriteKey } from './azurite.data.ts';
import { startChild } from './child.ts';

export interface Azurite {
  /** `http://127.0.0.1:PORT/devstoreaccount1` */
  readonly url: string;
  readonly connectionString: string;
  /** What a tool needs in its environment. */
  readonly env: Readonly<Record<'AZURE_STORAGE_CONNECTION_STRING', string>>;
  readonly pid: number;
  stop(): Promise<void>;
}

const MAIN = fileURLToPath(import.meta.resolve('azurite/dist/src/blob/main.js'));

/**
 * Starts Microsoft's emulator of Azure Blob Storage as a child process on any free port.
 *
 * @param options.location a directory that keeps everything over restarts; without it all is in memory
 */
export async function startAzurite(options: { readonly location?: string } = {}): Promise<Azurite> {
  const place = options.location === undefined ? ['--inMemoryPersistence'] : ['--location', options.location];
  // The SDK may be newer than Azurite: --skipApiVersionCheck.
  const flags = '--blobHost 127.0.0.1 --blobPort 0 --silent --disableTelemetry --skipApiVersionCheck'.split(
    ' ',
  );
  const { child, result: origin } = await startChild(
    [process.execPath, MAIN, ...flags, ...place],
    (output) => /successfully listens on (http:\S+)/.exec(output)?.[1],
  );
  const url = `${origin}/${azuriteAccount}`;
  const connectionString = [
    'DefaultEndpointsProtocol=http',
    `AccountName=${azuriteAccount}`,
    `AccountKey=${azuriteKey}`,
    `BlobEndpoint=${url};`,
  ].join(';');
  return {
    url,
    connectionString,
    env: { AZURE_STORAGE_CONNECTION_STRING: connectionString },
    pid: child.pid,
    stop: child.stop,
  };
}
